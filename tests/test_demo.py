"""What README promises: the demo's report, the chores, the pages that it points to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from porosity import batches, reading_run
from porosity.assessment import Assessment
from porosity.reports.loading import Loaded, load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = {line.split(":")[0] for line in MAKEFILE.splitlines() if re.match(r"[a-z]+:", line)}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture(scope="module")
def demo() -> Assessment:
    (loaded,) = load(ROOT / "examples" / "a-second-limousine.txt")
    assert isinstance(loaded, Loaded)
    return batches.assess_loaded(loaded, batches.shipped_reader())


def test_the_demo_finds_what_its_report_tells(demo: Assessment) -> None:
    assert demo.verdict == "prohibited"
    barred = {finding.measure for finding in demo.findings if finding.verdict == "prohibited"}
    assert {"un-2397-7-vehicles", "un-1718-8a3-luxury", "un-1718-8b-arms-export"} <= barred
    families = {finding.family for finding in demo.findings if finding.verdict in ("prohibited", "conditional")}
    assert "refined-petroleum" in families


def test_the_demo_keeps_its_voices_apart(demo: Assessment) -> None:
    by_family = {finding.family: finding.status.value for finding in demo.findings}
    assert by_family["arms-from-dprk"] in ("mixed", "denied")  # Moscow and Pyongyang deny it


def test_every_finding_of_the_demo_walks_back_to_its_words(demo: Assessment) -> None:
    for finding in demo.findings:
        spans = [span for element in finding.elements for span in element.evidence]
        assert spans
        for span in spans:
            assert demo.report.text[span.start : span.end] == span.text


def test_the_demo_accuses_nobody(demo: Assessment) -> None:
    page = reading_run.render(demo, "md").lower()
    assert "if as reported" in page
    assert "violated" not in page.replace(demo.report.text.lower(), "")


@pytest.mark.parametrize("chore", re.findall(r"`?make ([a-z]+)", README))
def test_every_chore_of_the_readme_is_one(chore: str) -> None:
    assert chore in TARGETS


def test_every_chore_is_explained() -> None:
    for target in TARGETS - {"help"}:
        assert re.search(rf"^{target}:.*##", MAKEFILE, re.MULTILINE), target


def test_the_demo_reads_the_example() -> None:
    assert "examples/a-second-limousine.txt" in MAKEFILE


def test_what_must_pass_before_anything_lands() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert {"check", "test"} == set(re.findall(r"^make ([a-z]+)$", script, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_the_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_the_contents_name_every_page() -> None:
    contents = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert pages <= set(re.findall(r"\(([a-z-]+\.md)\)", contents))
