"""The draft in Django's admin: every record can be found, edited and checked; versions can only be read.

One module a group of records; importing them registers them.
"""

from advisor.editor.admin import catalogue, history, questions, rules

__all__ = ["catalogue", "history", "questions", "rules"]
