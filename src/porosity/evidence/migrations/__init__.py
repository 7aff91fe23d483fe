"""The migrations of the store, oldest first; `porosity.evidence.schema` runs them."""
