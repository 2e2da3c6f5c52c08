"""The draft in Django's admin: every record can be found, edited and checked; versions can only be read.

One module a group of records; importing them registers them.
"""

from django.contrib import admin

from advisor.editor.admin import catalogue, history, questions, rules

__all__ = ["catalogue", "history", "questions", "rules"]

# The editors' tabs stand on every page; a second navigation would only take the room of the lists.
admin.site.enable_nav_sidebar = False
