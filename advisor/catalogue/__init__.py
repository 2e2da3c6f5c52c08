"""The rulebook as a reader sees it: the catalogue of services, comparisons and the glossary."""
