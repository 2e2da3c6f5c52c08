"""What a record of each kind looks like: its fields in canonical order, its key, its fixture file.

Pure data. The models, the fixture reader and writer, the checks and the document all follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

FieldType = Literal[
    "slug",  # its own name
    "ref",  # natural key of one other record: [slug]
    "refs",  # ordered natural keys: [[slug], …]
    "text",  # half of a text in two languages
    "plain",  # one language, or none
    "word",  # one of a closed set
    "url",
    "integer",
    "number",
    "flag",
    "date",  # ISO day
    "partial_date",  # ISO day or month
    "digest",
    "conditions",
    "asked_when",
    "effects",
    "columns",
    "rows",
    "answers",  # question → answer
    "notes",  # question → words
    "picks",  # decision → options
    "given",  # decision → the option that came out, none where nothing did
    "slugs",
    "points",  # texts in two languages, in order
]

#: Marks a field that every record has to state.
REQUIRED: Any = object()


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``filled``: an empty text here is an error. ``target``: the kind a reference names.

    ``longest``: the most characters that a plain text may have, 0 for any number.
    """

    name: str
    type: FieldType
    default: Any = REQUIRED
    filled: bool = False
    nullable: bool = False
    words: tuple[str, ...] = ()
    target: str = ""
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. ``parent`` is the reference that is part of its natural key."""

    name: str
    fields: tuple[Field, ...]
    files: tuple[str, ...]
    ordered: bool = True
    parent: str = ""

    def field(self, name: str) -> Field:
        """Return the field called ``name``; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def group(self) -> str:
        """The reference within which records of this kind have their order, "" for all in one."""
        return "section" if self.name == "question" else self.parent

    @property
    def has(self) -> frozenset[str]:
        """The names of the fields."""
        return frozenset(field.name for field in self.fields)

    @property
    def text_stems(self) -> tuple[str, ...]:
        """The names of the texts in two languages, without ``_en`` and ``_ko``."""
        return tuple(f.name[:-3] for f in self.fields if f.type == "text" and f.name.endswith("_en"))


def _both(*stems: str, filled: bool = False) -> tuple[Field, ...]:
    return tuple(
        Field(f"{stem}_{language}", "text", default="", filled=filled)
        for stem in stems
        for language in ("en", "ko")
    )


def _ref(name: str, *, nullable: bool = False) -> Field:
    default = None if nullable else REQUIRED
    return Field(name, "ref", default=default, nullable=nullable, target=name)


def _word(name: str, *words: str, default: Any = REQUIRED) -> Field:
    return Field(name, "word", default=default, words=words)


#: The phases of the Cloud Adoption Framework, in order; the last three go on for ever.
PHASES = ("strategy", "plan", "ready", "adopt", "govern", "secure", "manage")

SLUG = Field("slug", "slug")
ORDER = Field("order", "integer")
RETIRED = Field("retired", "flag", default=False)
SOURCED = (
    Field("sources", "refs", default=(), target="source"),
    Field("checked_on", "date", default=None, nullable=True),
)
WHEN = Field("when", "conditions", default=())
KOREAN_OF = Field("korean_of", "digest", default="")

SECTION = Kind(
    "section", (SLUG, ORDER, *_both("title", filled=True), *_both("description"), KOREAN_OF), ("20_sections",)
)
QUESTION = Kind(
    "question",
    (
        SLUG,
        _ref("section"),
        ORDER,
        _word("kind", "one", "many", "number"),
        *_both("text", "label", filled=True),
        *_both("hint"),
        *_both("why", "where", filled=True),
        *_both("unit"),
        Field("min", "number", default=None, nullable=True),
        Field("below", "number", default=None, nullable=True),
        Field("whole", "flag", default=False),
        Field("asked_when", "asked_when", default=()),
        Field("rules_out_named", "flag", default=False),
        *_both("because"),
        RETIRED,
        KOREAN_OF,
    ),
    ("21_questions",),
)
CHOICE = Kind(
    "choice",
    (_ref("question"), SLUG, ORDER, *_both("label", "help", filled=True), RETIRED, KOREAN_OF),
    ("22_choices",),
    parent="question",
)
SERVICE = Kind(
    "service",
    (
        SLUG,
        ORDER,
        Field("category", "slug"),
        *_both("name", "summary", filled=True),
        *_both("choose_when", "avoid_when", "scaling"),
        _word("scales_to_zero", "yes", "partly", "no", "", default=""),
        *_both("billing", "migration"),
        _word("operations", "low", "medium", "high"),
        *_both("operations_note"),
        Field("related", "refs", default=(), target="service"),
        _word("lifecycle", "current", "preview", "retiring", "retired", default="current"),
        Field("lifecycle_on", "date", default=None, nullable=True),
        *_both("lifecycle_note"),
        *SOURCED,
        KOREAN_OF,
    ),
    ("30_services",),
)
FACT = Kind(
    "fact",
    (
        SLUG,
        _ref("service"),
        _word("kind", "limit", "figure", "availability", "retirement"),
        Field("value", "plain", filled=True),
        *_both("unit"),
        *_both("text", filled=True),
        WHEN,
        *SOURCED,
        KOREAN_OF,
    ),
    ("31_facts",),
    ordered=False,
)
DECISION = Kind(
    "decision",
    (SLUG, ORDER, *_both("title", filled=True), Field("collects", "flag", default=False), KOREAN_OF),
    ("40_decisions",),
)
OPTION = Kind(
    "option",
    (
        _ref("decision"),
        SLUG,
        ORDER,
        *_both("name", filled=True),
        *_both("summary"),
        _ref("service", nullable=True),
        RETIRED,
        KOREAN_OF,
    ),
    ("41_options",),
    parent="decision",
)
RULE = Kind(
    "rule",
    (
        SLUG,
        _ref("decision"),
        WHEN,
        Field("effects", "effects"),
        *_both("because", filled=True),
        *SOURCED,
        KOREAN_OF,
    ),
    ("50_rules_strategy", "51_rules_compute", "52_rules_database", "53_rules_supporting"),
    ordered=False,
)
ADVICE = Kind(
    "advice",
    (
        SLUG,
        ORDER,
        _word("kind", "risk", "practice", "step"),
        Field("topic", "slug"),
        Field("about", "plain", default="", longest=100),
        _word("phase", *PHASES, "", default=""),
        WHEN,
        *_both("title", "text", filled=True),
        *_both("tool", "entry", "exit"),
        *SOURCED,
        KOREAN_OF,
    ),
    ("60_advice",),
)
TABLE = Kind(
    "table",
    (
        SLUG,
        ORDER,
        *_both("title", filled=True),
        Field("columns", "columns"),
        Field("rows", "rows"),
        *SOURCED,
        KOREAN_OF,
    ),
    ("70_tables",),
)
CHAPTER = Kind(
    "chapter",
    (
        SLUG,
        _ref("service"),
        ORDER,
        *_both("title", filled=True),
        *_both("text"),
        Field("points", "points", default=()),
        Field("numbered", "flag", default=False),
        _ref("table", nullable=True),
        *SOURCED,
        KOREAN_OF,
    ),
    ("71_chapters",),
)
SOURCE = Kind(
    "source",
    (
        SLUG,
        Field("title", "plain", filled=True),
        Field("publisher", "plain", filled=True),
        Field("url", "url", default=None, nullable=True),
        Field("published_on", "partial_date", default=None, nullable=True),
        Field("checked_on", "date", default=None, nullable=True),
    ),
    ("10_sources",),
    ordered=False,
)
TERM = Kind(
    "term", (SLUG, *_both("term", "definition", filled=True), KOREAN_OF), ("80_glossary",), ordered=False
)
SCENARIO = Kind(
    "scenario",
    (
        SLUG,
        _word("kind", "requirement", "published_case"),
        Field("title", "plain", filled=True),
        Field("source", "plain", default=""),
        Field("url", "url", default=None, nullable=True),
        Field("label", "plain", default=""),
        Field("weight", "number", default=1),
        Field("hard", "slugs", default=None, nullable=True),
        Field("group", "plain", default=""),
        Field("profile", "answers"),
        Field("basis", "notes", default=()),
        Field("expect", "picks", default=()),
        Field("expect_not", "picks", default=()),
        Field("notes", "plain", default=""),
        Field("case_kind", "plain", default=""),
        Field("family", "plain", default=""),
        Field("first_given", "given", default=()),
        *_both("explanation"),
        KOREAN_OF,
    ),
    ("90_scenarios",),
    ordered=False,
)

#: In load order: what a record refers to comes before it.
KINDS = {
    kind.name: kind
    for kind in (
        SOURCE,
        SECTION,
        QUESTION,
        CHOICE,
        SERVICE,
        FACT,
        DECISION,
        OPTION,
        RULE,
        ADVICE,
        TABLE,
        CHAPTER,
        TERM,
        SCENARIO,
    )
}
#: Fixture files in load order, without the suffix.
FILES = tuple(sorted(name for kind in KINDS.values() for name in kind.files))
SUFFIX = ".yaml"
APP = "rulebook"
CONDITION_OPERATORS = ("any_of", "none_of", "all_of", "min", "below")
#: Names that conditions use for the outcomes of earlier decisions, in the order of deciding.
OUTCOMES = ("strategy", "compute", "database")
POINTS = range(-10, 11)


def file_of(kind: str, decision: str = "") -> str:
    """Return the fixture file (without suffix) that a record belongs in; rules go by their decision."""
    files = KINDS[kind].files
    return next((name for name in files if decision and name.endswith(f"_{decision}")), files[-1])
