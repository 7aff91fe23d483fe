"""Reports: from files, pages, mails and addresses to clean text with stable offsets.

load, from_text      sources as reports, with date, publisher and language and how each was found
paragraphs           layout: title, lead, caption, heading, dateline, boilerplate, list, quote, body
sentences            sentences that respect it
echoes               sentences said again, word for word or in other words
outlet               who an outlet is
"""

from __future__ import annotations

from porosity.reports.echoes import echoes
from porosity.reports.layout import Paragraph, paragraphs
from porosity.reports.loading import Loaded, LoadFailure, from_text, load
from porosity.reports.outlets import Outlet, outlet, outlet_of_url, outlets
from porosity.reports.sentences import Sentence, sentences

__all__ = [
    "LoadFailure",
    "Loaded",
    "Outlet",
    "Paragraph",
    "Sentence",
    "echoes",
    "from_text",
    "load",
    "outlet",
    "outlet_of_url",
    "outlets",
    "paragraphs",
    "sentences",
]
