"""The place where people work: pages, each with a JSON twin and an address that can be shared.

=============  ==============================================================================
``app``        the application: ``create_app(settings)``
``settings``   what a server is started with
``site``       what the pages share: the store, the law, the reading desk
``safety``     who may come in, and what they may send
``problems``   the one shape of everything that goes wrong
``answering``  page or JSON: the one place that decides
``asking``     filters and their query strings
``templating`` the templates, and the gate that all text from outside passes
``desk``       reports waiting to be read, and how far they are
``charts``     figures as SVG, each with a table twin
``maps``       routes between States on the shapes of the world
``networks``   who is tied to whom, as SVG
``pages``      one module a page
=============  ==============================================================================
"""
