"""The published sanctions lists, one module a format; `loading` finds out which one a file is and streams it."""
