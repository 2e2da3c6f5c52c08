"""Whether an assessment is on the version in use, in templates."""

from __future__ import annotations

from django import template

from advisor.assessments.models import Assessment
from advisor.rulebook.models import Version

register = template.Library()


@register.simple_tag
def another_in_use(assessment: Assessment) -> bool:
    """Return whether another version is in use than the assessment's own (one query)."""
    in_use = Version.objects.current()
    return in_use is not None and in_use.hash != assessment.rulebook
