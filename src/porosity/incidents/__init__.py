"""The same affair in many reports: joined by what is said of it, never by text alone.

==================  ===============================================================================
``records``         an incident as it is shown, with its one JSON form
``digests``         what of a report counts for joining
``joining``         which reports are of one incident, one report at a time, and why
``origins``         whose word an incident rests on, counted once over all its reports
``duplicates``      reports that are the same text again
``contradictions``  what reports differ about
``questions``       open questions, and the later report that answers them
``grading``         how well an incident stands
``picture``         where the wall leaks: incidents by measure, month, route, goods
``keeping``         the edge that writes incidents into the store
==================  ===============================================================================
"""
