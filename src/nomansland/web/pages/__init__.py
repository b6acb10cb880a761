"""One module per noun: an address in, a page out."""
