"""Pages about the rulebook itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from advisor.rulebook.accuracy import current_accuracy, option_names
from advisor.rulebook.published import rulebook_for
from advisor.rulebook.scenarios import Disagreement


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """A disagreement in words."""

    title: str
    source: str
    address: str
    decision: str
    given: str
    wanted: str
    excluded: bool


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """How often the rulebook agrees with published migrations, the cases that differ first."""
    measured = current_accuracy()
    language = get_language() or "en"
    rulebook = rulebook_for(measured.hash)
    names = option_names(rulebook, language)
    titles = {slug: table.title.in_language(language) for slug, table in rulebook.decisions.items()}
    rows = [_row(item, names, titles) for item in measured.disagreements]
    return render(request, "rulebook/accuracy.html", {"accuracy": measured, "rows": rows})


def _row(item: Disagreement, names: Mapping[str, str], titles: Mapping[str, str]) -> DisagreementRow:
    expected = item.scenario.expect.get(item.decision, ())
    options = expected or item.scenario.expect_not[item.decision]
    source = item.scenario.source
    return DisagreementRow(
        title=item.scenario.title,
        source=source,
        address=source if source.startswith(("https://", "http://")) and " " not in source else "",
        decision=titles[item.decision],
        given=", ".join(names[option] for option in item.given) or "–",
        wanted=", ".join(names[option] for option in options),
        excluded=not expected,
    )
