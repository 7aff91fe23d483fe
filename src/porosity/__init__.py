"""Porosity reads what is reported and shows where sanctions leak."""

__version__ = "0.1.0"
