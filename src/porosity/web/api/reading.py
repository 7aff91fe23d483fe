"""Reading and judging: a report in, the contract out; events in, findings out. Nothing is kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from porosity import __version__, contract
from porosity.batches import Failed
from porosity.errors import InputError, ReportError
from porosity.knowledge import versions
from porosity.web.api import bodies
from porosity.web.api.openapi import ASSESSMENT, JUDGEMENT, PROBLEMS, answers, ref
from porosity.web.asking import day
from porosity.web.brought import Brought
from porosity.web.problems import Problem, Refused
from porosity.web.safety import uploads
from porosity.web.safety.parsing import Readers
from porosity.web.site import site_of

router = APIRouter(prefix="/api", tags=["Reading"], responses=PROBLEMS)
FILE_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Each report of the file, and what could not be read.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["reports", "not_read"],
                    "properties": {
                        "reports": {"type": "array", "items": ref(ASSESSMENT)},
                        "not_read": {"type": "array", "items": ref("NotRead")},
                    },
                }
            }
        },
    }
}


@router.post("/read", operation_id="read", responses=answers(ASSESSMENT, "The report, assessed."))
def read(request: Request, question: bodies.ReadQuestion) -> Response:
    """Read one report: its claims, events and entities, and the findings under measures of law.

    The text is read as it is, in a process of its own. It is not kept; `porosity add` and the inbox do that.
    """
    brought = Brought(
        question.text.encode("utf-8", "replace"),
        title=question.title,
        published=question.published,
        publisher=question.publisher,
        url=question.url,
        id=question.id,
        is_text=True,
    )
    (result,) = _readers(request).records(brought)
    if isinstance(result, Failed):
        raise ReportError(result.place, result.problem)
    return JSONResponse(result)


@router.post("/read/file", operation_id="read_file", responses=FILE_ANSWER)
def read_file(
    request: Request,
    file: Annotated[UploadFile, File(description="Text, HTML, PDF, e-mail or JSON lines.")],
    published: Annotated[str, Form(max_length=40, description="The day of publication, as 2024-02-18.")] = "",
    publisher: Annotated[str, Form(max_length=bodies.LONGEST_VALUE)] = "",
) -> Response:
    """Read the reports of one file."""
    readers, limits = _readers(request), site_of(request).settings.limits
    data, name = file.file.read(), file.filename or ""
    uploads.check([(name, data)], limits)
    when = day(published, "published")
    brought = Brought(data, uploads.own_name(name), published=when, publisher=publisher.strip() or None)
    reports, not_read = [], []
    for one in readers.records(brought):
        if isinstance(one, Failed):
            not_read.append({"place": one.place, "problem": one.problem})
        else:
            reports.append(one)
    if not reports and not_read:
        raise ReportError(not_read[0]["place"], not_read[0]["problem"])
    return JSONResponse({"reports": reports, "not_read": not_read})


def _readers(request: Request) -> Readers:
    site = site_of(request)
    if not site.settings.reading:
        raise Refused(Problem(403, "reading", "this server reads nothing.", "Start it without --no-reading."))
    return site.readers


@router.post("/judge", operation_id="judge", responses=answers(JUDGEMENT, "The findings."))
def judge(request: Request, question: bodies.JudgeQuestion) -> Response:
    """Hold events, given without any text, against the law."""
    from porosity.measures.events import judge_document

    law = site_of(request).law
    try:
        findings = judge_document(question.model_dump(), law, place="events")
    except RecursionError as error:
        raise InputError("events", "are nested too deeply.", "See docs/judge.md for the format.") from error
    made_with = {"porosity": __version__, "law": law.version, **versions()}
    return JSONResponse(contract.from_judgement(findings, made_with))
