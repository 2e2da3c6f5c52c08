"""Ordered references to other records: sources, related services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from advisor.editor.forms.offers import Group, Offer
from advisor.editor.forms.shape import Read, Row, Shape, spoken_in
from advisor.editor.links import record_url_of
from advisor.engine.rulebook import Rulebook
from advisor.rulebook.draft import model_of


class RefsShape(Shape):
    """The schema's type ``refs``: the chosen ones in order, and one chooser to add another."""

    template = "editor/widgets/refs.html"

    def __init__(self, book: Rulebook, target: str, without: str = "") -> None:
        super().__init__(book)
        self.target, self.without = target, without

    def rows(self, value: Any) -> list[Row]:
        """Return the names in order."""
        return [{"slug": ref[0]} for ref in value or ()]

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return the names in order; one that was chosen but not yet added is the last."""
        chosen = [slug for slug in [*data.getlist(name), data.get(f"{name}:new", "")] if slug]
        return [{"slug": slug} for slug in dict.fromkeys(chosen)]

    def new(self) -> Row:
        """To add is to choose: the chooser's own row is there already."""
        return {"slug": ""}

    def value(self, rows: Sequence[Row]) -> Read:
        """Return the references."""
        return [[row["slug"]] for row in rows if row["slug"]], []

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return the chosen ones with their titles, and the others by group."""
        chosen = [row["slug"] for row in rows if row["slug"]]
        titles = dict(self._known())
        known = model_of(self.target)._default_manager.filter(slug__in=chosen)
        urls = {slug: record_url_of(self.target, pk) for slug, pk in known.values_list("slug", "pk")}
        return {
            "rows": [
                {"slug": slug, "words": titles.get(slug, ("", slug))[1], "url": urls.get(slug, "")}
                for slug in chosen
            ],
            "groups": self._groups({*chosen, self.without}),
            "adding": _("Add a source") if self.target == "source" else _("Add a service"),
        }

    def _known(self) -> list[tuple[str, tuple[str, str]]]:
        """Return slug and (group, title) of all that exists."""
        if self.target == "source":
            return [(s.slug, (s.publisher, s.title)) for s in self.book.sources.values()]
        services = self.book.services.values()
        return [(s.slug, (s.category, s.name.in_language(spoken_in()))) for s in services]

    def _groups(self, taken: set[str]) -> tuple[Group, ...]:
        retired = {s.slug for s in self.book.services.values() if s.lifecycle == "retired"}
        groups: dict[str, list[Offer]] = {}
        for slug, (group, title) in sorted(
            self._known(), key=lambda item: (item[1][0].casefold(), item[1][1].casefold())
        ):
            if slug not in taken and (self.target == "source" or slug not in retired):
                groups.setdefault(group, []).append(Offer(slug, title))
        return tuple(Group(title, tuple(offers)) for title, offers in groups.items())
