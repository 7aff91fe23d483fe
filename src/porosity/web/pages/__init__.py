"""One module a page: a request in, the data of a page out."""
