"""What was published."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from advisor.editor.admin.pages import ModelAdmin
from advisor.rulebook.models import Version


@admin.register(Version)
class VersionAdmin(ModelAdmin):
    """Published versions. They are made by publishing and never change."""

    list_display = ("short_hash", "label", "note", "published_at", "current_since")
    fields = ("hash", "label", "note", "published_at", "current_since", "format")
    search_fields = ("hash", "label", "note")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Version]:
        """Leave the documents, which are large, where they are."""
        return super().get_queryset(request).defer("document")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        """Nobody changes one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        """Nobody deletes one: assessments may be pinned to it."""
        return False
