"""The wheel carries all that it needs: law, cases, word lists, network, tokenizer, templates."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REPORT = "Russia hands over a lorry\n\nRussia gave North Korea a lorry on 1 May 2020, the Example Agency said.\n"
EVENT = {
    "act": "transfer",
    "roles": {"agent": ["Russia"], "recipient": ["North Korea"], "item": [{"name": "it", "hs": ["8704"]}]},
    "time": "2020-05-01",
}


def uv() -> str:
    """The uv that `make setup` puts beside Python, or one on the path."""
    found = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if found is None:
        pytest.skip("uv is not installed: run `make setup`")
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [uv(), "build", "--wheel", "--quiet", "--out-dir", str(folder), str(ROOT)]
    if subprocess.run([*command, "--offline"], check=False, capture_output=True).returncode:
        subprocess.run(command, check=True)  # the builder is not in the cache yet
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel, and its dependencies from the environment that runs this test."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([uv(), "pip", "install", "--quiet", "--no-deps", "--offline", "--python", python, wheel], check=True)
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
    # The paths come after the venv's own, and the .pth files in them are not read: an editable porosity stays out.
    paths = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (own / "dependencies.pth").write_text("\n".join(paths) + "\n")
    return python


def run(python: Path, *arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        [python.with_name("porosity"), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=python.parent,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_law_network_and_templates_are_packed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for folder, target in ((ROOT / "knowledge", "porosity/knowledge"), (ROOT / "third_party", "porosity/third_party")):
        shipped = {path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
        assert {f"{target}/{path.relative_to(folder).as_posix()}" for path in shipped} <= names
    for name in (
        "exports/templates/dossier.html",
        "exports/templates/dossier.css",
        "reading/weights/reading.onnx",
        "schema/assessment.schema.json",
        "bench/floors.yml",
    ):
        assert f"porosity/{name}" in names
    assert not [name for name in names if name.startswith(("tests/", "training/")) or name.endswith(".pyc")]


def test_the_installed_package_is_the_wheels(python: Path) -> None:
    code = "from porosity import cli, resources as r; print(cli.__file__, r.knowledge(), r.third_party(), sep='\\n')"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, cwd=python.parent, check=True)
    for line in done.stdout.splitlines():
        assert Path(line).is_relative_to(python.parents[1])


def test_it_judges_an_event(python: Path) -> None:
    answer = json.loads(run(python, "judge", "-", stdin=json.dumps({"events": [EVENT]})))
    assert "un-2397-7-vehicles" in {finding["measure"] for finding in answer["findings"]}


def test_it_prints_a_measure_with_its_cases(python: Path) -> None:
    text = run(python, "measures", "un-2321-29-statues")
    assert "UNSCR 2321 (2016) OP 29" in text
    assert "prohibited" in text.split("cases")[-1]


def test_it_reads_a_report_into_a_dossier(python: Path) -> None:
    page = run(python, "read", "-", "--format", "html", stdin=REPORT)
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "2397" in page


def test_it_makes_a_store_and_keeps_a_report(python: Path) -> None:
    path = python.parent / "store.sqlite"
    assert run(python, "add", "-", "--no-lists", "--store", str(path), stdin=REPORT).endswith("\tprohibited\n")
    assert run(python, "decisions", "--store", str(path)) == ""
