"""What somebody is in the workspace of an assessment."""

from typing import Any

from django import template

from advisor.accounts.memberships import role_label
from advisor.assessments.models import Assessment

register = template.Library()


@register.simple_tag(takes_context=True)
def role_here(context: dict[str, Any], assessment: Assessment) -> str:
    """Return the reader's role in the assessment's workspace, in words; "" where it belongs to none."""
    return role_label(context["request"], assessment.workspace_id)
