"""Effects: for each option of the rule's decision nothing, points or a veto."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisor.editor.forms.offers import Offer, values_of
from advisor.editor.forms.shape import Read, Row, Shape
from advisor.engine.rulebook import Rulebook
from advisor.rulebook.schema import POINTS
from advisor.rulebook.wording import signed

VETO = "rules_out"


class EffectsShape(Shape):
    """The schema's type ``effects``, for one decision."""

    template = "editor/widgets/effects.html"

    def __init__(self, book: Rulebook, decision: str) -> None:
        super().__init__(book)
        self.decision = decision

    def rows(self, value: Any) -> list[Row]:
        """Return what is said of options."""
        return [{"option": option, "effect": str(effect)} for option, effect in (value or {}).items()]

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return what was chosen; of another decision's options only those of the same name."""
        known = {offer.slug for offer in values_of(self.book, self.decision, ())}
        stale = data.get(f"{name}:of", self.decision) != self.decision
        options = [key.removeprefix(f"{name}-") for key in data if key.startswith(f"{name}-")]
        return [
            {"option": option, "effect": data.get(f"{name}-{option}", "")}
            for option in options
            if not stale or option in known
        ]

    def value(self, rows: Sequence[Row]) -> Read:
        """Return option → points or "rules_out" for those of which something is said."""
        told: dict[str, int | str] = {}
        complaints = []
        for row in rows:
            effect = row["effect"].strip().replace("−", "-")
            if effect.lstrip("+-").isdecimal() and int(effect) in POINTS and int(effect):
                told[row["option"]] = int(effect)
            elif effect == VETO:
                told[row["option"]] = VETO
            elif effect:
                words = _("%(option)s: points go from −10 to 10 and are not 0; “%(given)s” was given.")
                complaints.append(
                    words % {"option": self._names().get(row["option"], row["option"]), "given": effect}
                )
        return told, complaints

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return every option with what can be said of it."""
        said = {row["option"]: row["effect"] for row in rows}
        named = [option for option, effect in said.items() if effect]
        return {
            "decision": self.decision,
            "strategies": self.decision == "strategy",
            "options": [
                {"slug": offer.slug, "words": offer.words, "effects": _effects(said.get(offer.slug, ""))}
                for offer in values_of(self.book, self.decision, named)
            ],
        }

    def _names(self) -> dict[str, str]:
        return {offer.slug: offer.words for offer in values_of(self.book, self.decision, ())}


def _effects(chosen: str) -> tuple[Offer, ...]:
    """Return what can be said of an option, the strongest first."""
    known = [("", pgettext("effect", "says nothing")), (VETO, pgettext("effect", "rules it out"))]
    known += [(str(points), signed(points)) for points in reversed(POINTS) if points]
    if chosen not in dict(known):
        known.append((chosen, chosen))
    return tuple(Offer(value, words, value == chosen) for value, words in known)
