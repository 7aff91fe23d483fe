"""An evidence pack is the same each time, is checked by anybody's tools, and says what was changed in it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from chains import BYTES, HASH, audit, audited, original
from hypothesis import given, settings
from hypothesis import strategies as st

from porosity.errors import InputError
from porosity.evidence import pack
from porosity.evidence.audit import Audit
from porosity.evidence.records import Target, Tlp
from samples import card


def packed(given: Audit | None = None) -> bytes:
    target = io.BytesIO()
    pack.write(target, given or audit(), originals=original, card=card)
    return target.getvalue()


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_golden(golden) -> None:
    found = opened(packed())
    golden("pack-readme.txt", found.read("README.txt").decode())
    listed = [f"{entry.file_size and '+'} {entry.filename}" for entry in found.infolist()]
    golden("pack-names.txt", "\n".join(listed) + "\n")


def test_the_same_content_gives_the_same_bytes() -> None:
    assert packed() == packed()


def test_the_bytes_as_they_came_are_in_it_once() -> None:
    found = opened(packed())
    held = [name for name in found.namelist() if name.startswith("originals/")]
    assert len(held) == 1 and found.read(held[0]) == BYTES
    told = json.loads(found.read("audit.json"))["reports"][0]["originals"]["captures"]
    assert [one["file"] for one in told] == [held[0], held[0]] and told[0]["sha256"] == HASH


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this machine has no sha256sum")
def test_a_stranger_verifies_it(tmp_path: Path) -> None:
    opened(packed()).extractall(tmp_path)
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    everything = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert len(lines) == len(everything) and all(line.endswith(": OK") for line in lines)


def test_it_verifies_itself(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with path.open("wb") as target:
        sums = pack.write(target, audit(), originals=original, card=card)
    found = pack.verify(path)
    assert found.problems == () and found.sums == sums
    assert found.sums == sha256(opened(path.read_bytes()).read("SHA256SUMS")).hexdigest()


def changed(data: bytes, tmp_path: Path, **files: bytes | None) -> tuple[str, ...]:
    """What verifying says after files were replaced, added or (None) taken out."""
    path = tmp_path / "changed.zip"
    before = opened(data)
    with zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            new = files.pop(name, before.read(name))
            if new is not None:
                after.writestr(name, new)
        for name, new in files.items():
            after.writestr(name, new or b"")
    return pack.verify(path).problems


def test_a_changed_missing_or_added_file_is_found(tmp_path: Path) -> None:
    name = "reports/sample/text.txt"
    assert changed(packed(), tmp_path, **{name: b"other words"}) == (f"{name} was changed",)
    assert changed(packed(), tmp_path, **{name: None}) == (f"{name} is missing",)
    assert changed(packed(), tmp_path, **{"more.txt": b"x"}) == ("more.txt is not in SHA256SUMS",)
    assert changed(packed(), tmp_path, **{"../up.txt": b"x"}) == ("'../up.txt' is no name of a pack",)


def test_an_audit_that_quotes_other_words_is_found(tmp_path: Path) -> None:
    found = opened(packed())
    told = json.loads(found.read("audit.json"))
    told["reports"][0]["claims"][0]["evidence"][0]["text"] = "a lorry"
    forged = json.dumps(told).encode()
    sums = found.read("SHA256SUMS").decode().splitlines(keepends=True)
    sums = [f"{sha256(forged).hexdigest()}  audit.json\n" if line.endswith("  audit.json\n") else line for line in sums]
    problems = changed(packed(), tmp_path, **{"audit.json": forged, "SHA256SUMS": "".join(sums).encode()})
    assert len(problems) == 1 and "the text has other words at" in problems[0]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"no zip at all"])
def test_what_is_no_pack_is_told(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.zip"
    path.write_bytes(data)
    with pytest.raises(InputError, match="no evidence pack"):
        pack.verify(path)
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("a.txt", "x")
    with pytest.raises(InputError, match="holds no SHA256SUMS"):
        pack.verify(path)


def test_a_withheld_original_is_in_no_pack() -> None:
    one = replace(audited(), withheld="withheld: the source is confidential")
    found = opened(packed(Audit(Target.REPORT, "sample", Tlp.RED, (one,))))
    assert not [name for name in found.namelist() if name.startswith("originals/")]
    assert "withheld: the source is confidential" in found.read("README.txt").decode()


def test_marks_stand_in_the_readme_and_on_the_pages() -> None:
    found = opened(packed(audit(tlp=Tlp.AMBER)))
    assert found.read("README.txt").startswith(b"TLP:AMBER: ")
    assert b"TLP:AMBER" in found.read("audit.html")


def test_reports_of_like_names_have_folders_of_their_own() -> None:
    two = Audit(Target.INCIDENT, "i-1", Tlp.RED, (audited(key="a/b"), audited(key="A b")))
    names = opened(packed(two)).namelist()
    assert "reports/a-b/text.txt" in names and "reports/a-b-2/text.txt" in names


@settings(max_examples=200)
@given(st.text(max_size=120), st.lists(st.text(max_size=20), max_size=3))
def test_names_are_safe_on_every_system(text: str, others: list[str]) -> None:
    taken: list[str] = []
    for one in (*others, text):
        name = pack.safe_name(one, taken)
        assert name not in taken and name == name.lower() and name.isascii() and 0 < len(name) <= 80
        assert (
            not set(name) & set('<>:"/\\|?*\0 ') and not name.startswith((".", "-")) and not name.endswith((".", " "))
        )
        assert name.split(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
        assert pack._SAFE.fullmatch(name)
        taken.append(name)
