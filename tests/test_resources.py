"""The shipped files lie where the program looks for them, in a checkout and in a wheel alike."""

from pathlib import Path

import pytest

from porosity import resources


def test_a_checkout_finds_its_two_houses() -> None:
    assert (resources.knowledge() / "measures" / "un-dprk").is_dir()
    assert (resources.third_party() / "minilm").is_dir()


def test_what_lies_in_the_package_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "src" / "porosity"
    (package / "knowledge").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.knowledge() == package / "knowledge"
    assert resources.third_party() == tmp_path / "third_party"


def test_knowledge_holds_no_code() -> None:
    assert not [path for path in resources.knowledge().rglob("*") if path.suffix in (".py", ".sh", ".js")]
