"""The editors' pages, one module for each page."""
