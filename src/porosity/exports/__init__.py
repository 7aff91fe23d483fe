"""Dossiers: an assessment for people, each conclusion one step from the sentence and the article behind it.

=============  ===================================================================
``html``       one self-contained page, nothing loaded, nothing executed
``markdown``   the same, for notes and issue trackers
``terminal``   the same, compact, for a console
``timeline``   the acts and the measures on one axis of time, as SVG
``card``       what a dossier needs to know of a measure (``MeasureCard``)
``wording``    every sentence that a dossier says about an act: conditional
``dossier``    the assessment arranged for reading, shared by all of them
``law_sheet``  measures on a page, apart from any report
``why_not``    one measure held against the act that comes nearest to it
=============  ===================================================================
"""

from porosity.exports.card import CardOf, MeasureCard, no_card

__all__ = ["CardOf", "MeasureCard", "no_card"]
