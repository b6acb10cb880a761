"""The desk for programs: the same rows, cuts, rights and decisions as the pages, as JSON described by OpenAPI 3.1."""
