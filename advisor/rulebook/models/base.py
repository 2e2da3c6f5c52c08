"""What all draft records share: a natural key, and validation by the same checks as the fixtures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Help = str | _StrPromise
Row = TypeVar("Row", bound=models.Model)


class NaturalKeyManager(models.Manager[Row]):
    """Finds a record by its natural key, so that fixtures need no primary keys."""

    def get_by_natural_key(self, *key: str) -> Row:
        """Return the record with this key: the parent's slug first, where it has one."""
        parent = getattr(self.model, "PARENT", "")
        names = (f"{parent}__slug", "slug") if parent else ("slug",)
        return self.get(**dict(zip(names, key, strict=True)))


def slug_field(*, unique: bool = True) -> models.SlugField[Any, Any]:
    """The name of a record. Once published it stays."""
    return models.SlugField(
        max_length=100,
        unique=unique,
        help_text=_("The name that rules and fixtures use. Once published it never changes."),
    )


class DraftRecord(models.Model):
    """One editable record of the draft."""

    #: The kind of the schema that describes this model.
    KIND: ClassVar[str] = ""
    #: The foreign key that is part of the natural key, if there is one.
    PARENT: ClassVar[str] = ""

    slug = slug_field()
    changed_at = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text=_("When the row was last written: an edit that began before that is out of date."),
    )

    objects: ClassVar[NaturalKeyManager[Self]] = NaturalKeyManager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "/".join(self.natural_key())

    def natural_key(self) -> tuple[str, ...]:
        """Return the key that fixtures and other records use."""
        return (getattr(self, self.PARENT).slug, self.slug) if self.PARENT else (self.slug,)

    def clean(self) -> None:
        """Check every field as the fixtures are checked; what is found stands at its field."""
        # Here, because the draft is read through the models.
        from advisor.rulebook.draft import findings_of

        complaints: dict[str, list[str]] = {}
        for item in findings_of(self):
            complaints.setdefault(item.field, []).append(item.message)
        names = {field.name for field in self._meta.get_fields()}
        if complaints:
            raise ValidationError(
                {key if key in names else "__all__": found for key, found in complaints.items()}
            )


def order_field() -> models.PositiveIntegerField[Any, Any]:
    """The place in the list."""
    return models.PositiveIntegerField(
        default=0, help_text=_("The place in the list: small numbers come first.")
    )


def retired_field() -> models.BooleanField[Any, Any]:
    """Withdrawn, but kept for the answers that name it."""
    return models.BooleanField(
        default=False,
        help_text=_("No longer asked or offered. A published name is never removed, only retired."),
    )


def english(help_text: Help) -> models.TextField[Any, Any]:
    """The English half of a text."""
    return models.TextField(blank=True, default="", help_text=help_text)


def korean() -> models.TextField[Any, Any]:
    """The Korean half of a text."""
    return models.TextField(blank=True, default="", help_text=_("The same in Korean."))


def digest_field() -> models.CharField[Any, Any]:
    """Which English the Korean was written for."""
    return models.CharField(
        max_length=8,
        blank=True,
        default="",
        help_text=_(
            "Digest of the English that the Korean was written for. Empty it to have it filled in anew."
        ),
    )


def checked_field() -> models.DateField[Any, Any]:
    """When the statement was last compared with its sources."""
    return models.DateField(
        null=True, blank=True, help_text=_("The day on which this was last compared with its sources.")
    )


def sources_field() -> models.JSONField[Any, Any]:
    """The sources of a statement, in order, as natural keys."""
    return models.JSONField(
        default=list, blank=True, help_text=_('The sources, the most important first: [["source-slug"], …].')
    )


def json_field(help_text: Help, *, null: bool = False, default: type = dict) -> models.JSONField[Any, Any]:
    """A mapping or a list; dates inside become text."""
    return models.JSONField(
        default=None if null else default,
        null=null,
        blank=True,
        encoder=DjangoJSONEncoder,
        help_text=help_text,
    )


def when_field() -> models.JSONField[Any, Any]:
    """Conditions on answers and earlier outcomes."""
    return json_field(
        _('All must hold: {"question": ["choice"]}, or an object with any_of, none_of, all_of, min, below.')
    )
