"""Names against sanctions lists: loaders, kept versions, an index and an explained score."""
