"""Whether the draft can be published, and all that a publisher should have seen before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from advisor.editor.checking import exact_result, findings_for
from advisor.editor.comparing import Comparison, draft_against
from advisor.rulebook.document import canonical_json, document_of, hash_of
from advisor.rulebook.draft import Draft, current_draft
from advisor.rulebook.findings import Finding, errors
from advisor.rulebook.models import Version
from advisor.rulebook.published import document_for
from advisor.rulebook.publishing import Seen
from advisor.rulebook.trial import Trial, tried


@dataclass(frozen=True, slots=True)
class Readiness:
    """The draft beside the version in use.

    ``exact`` is None where the exact checks have not ended for this very draft; ``trial`` None where errors
    keep anything from being decided. ``same_as`` is the version that the draft is already, if there is one.
    """

    seen: Seen
    comparison: Comparison
    findings: tuple[Finding, ...]
    exact: tuple[Finding, ...] | None
    trial: Trial | None
    same_as: Version | None

    @property
    def errors(self) -> list[Finding]:
        """What the checks found that stops publishing."""
        return errors([*self.findings, *(self.exact or ())])

    @property
    def warnings(self) -> int:
        """How much else they found."""
        return len(self.findings) + len(self.exact or ()) - len(self.errors)

    @property
    def unchanged(self) -> bool:
        """Whether the draft is the version in use."""
        return self.same_as is not None and self.same_as.hash == self.seen.in_use

    @property
    def ready(self) -> bool:
        """Whether nothing stands against publishing but, maybe, a fall of the agreement to be accepted."""
        tried_well = self.trial is not None and not self.trial.broken
        return tried_well and self.exact is not None and not self.errors and not self.unchanged

    @property
    def to_accept(self) -> tuple[Finding, ...]:
        """The falls of the agreement that have to be accepted in writing."""
        return self.trial.fallen if self.trial else ()


def readiness() -> Readiness:
    """Look at the draft as it is. FixtureError where a row cannot be a record, or the version in use read."""
    in_use, draft = Version.objects.current_hash(), current_draft()
    findings = findings_for(draft)
    return Readiness(
        seen=Seen(draft.mark, in_use),
        comparison=draft_against(in_use, draft),
        findings=findings,
        exact=exact_result(draft.mark),
        trial=None if errors(findings) else _trial(draft, in_use),
        same_as=Version.objects.defer("document").filter(hash=_hash_of(draft)).first(),
    )


@lru_cache(maxsize=4)
def _trial(draft: Draft, version: str) -> Trial:
    return tried(document_of(draft.records), draft.records, document_for(version) if version else {})


@lru_cache(maxsize=4)
def _hash_of(draft: Draft) -> str:
    return hash_of(canonical_json(document_of(draft.records)))
