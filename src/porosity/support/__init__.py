"""How well a claim stands: who says so, of what kind each source is, and how many of them do not lean on each other.

=============  ===================================================================================
``kinds``      the kinds of sources that ``knowledge/support.yml`` describes, and its wordings
``sources``    which kind a speaker is, by name, by entity and by the words around the name
``origins``    the sources of an event as origins: copies and quotations count once
``grading``    the Admiralty grade of an event, in one sentence
=============  ===================================================================================

*If true, is it barred?* is not asked here: nothing in this package is read by what judges.
"""
