"""What kinds of published cases and their sources are called, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def kind_name(slug: str) -> str:
    """Return the name of a kind of case; its slug where it is none of ours."""
    names = {
        "company": _("Companies that moved"),
        "worked_example": _("Worked examples"),
        "tree": _("Paths of Microsoft’s compute decision tree"),
        "table": _("Rows of published criteria tables"),
    }
    return names.get(slug, slug)


def family_name(slug: str) -> str:
    """Return the name of those who published a case; its slug where it is none of ours."""
    names = {
        "microsoft_guidance": _("Microsoft’s guidance"),
        "microsoft": _("Microsoft’s customer stories"),
        "aws": _("Amazon Web Services"),
        "google": _("Google Cloud"),
        "partner": _("Consultancies and vendors"),
        "engineering_blog": _("Engineering blogs"),
        "government": _("Public sector"),
        "community": _("Personal accounts and open projects"),
        "press": _("Press"),
        "book": _("Books and papers"),
    }
    return names.get(slug, slug)
