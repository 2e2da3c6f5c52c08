"""The cover that an owner keeps for their reports."""

from __future__ import annotations

from advisor.reports.evaluation import CoverDetails, Logo
from advisor.reports.models import CoverProfile


def cover_of(owner: int) -> CoverDetails:
    """Return an owner's cover (one query); an empty one where none is kept."""
    kept = CoverProfile.objects.filter(owner_id=owner).first()
    if kept is None:
        return CoverDetails()
    logo = Logo(bytes(kept.logo), kept.logo_width, kept.logo_height) if kept.logo else None
    return CoverDetails(kept.prepared_by, kept.version, kept.confidentiality, logo)


def keep_cover(owner: int, details: CoverDetails) -> None:
    """Store an owner's cover in place of the one before."""
    logo = details.logo
    CoverProfile.objects.update_or_create(
        owner_id=owner,
        defaults={
            "prepared_by": details.prepared_by,
            "version": details.version,
            "confidentiality": details.confidentiality,
            "logo": logo.png if logo else None,
            "logo_width": logo.width if logo else 0,
            "logo_height": logo.height if logo else 0,
        },
    )
