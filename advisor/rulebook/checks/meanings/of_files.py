"""Findings in files and names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from advisor.rulebook.checks.meanings.meaning import Meaning

FILES = {
    "unreadable-file": Meaning(
        "error",
        _("The file cannot be read"),
        _("It is no plain YAML list of records in UTF-8, or it is too large."),
        _("Go to the line named. References (&, *), tags (!) and control characters are not used here."),
    ),
    "no-fixture-file": Meaning(
        "error",
        _("Not a file of the rulebook"),
        _("The files of a rulebook have fixed names, and this is none of them."),
        _("Rename the file, or move it out of the directory."),
    ),
    "unreadable-record": Meaning(
        "error",
        _("The record cannot be read"),
        _("A record has a known model and its fields, each key once, and no primary key."),
        _("Compare it with a record that is right; an editor with the JSON Schema shows the mistake."),
    ),
    "unknown-field": Meaning(
        "error",
        _("Unknown field"),
        _("Records of this kind have no field of this name."),
        _("Correct the name; the JSON Schema lists them."),
    ),
    "missing-field": Meaning(
        "error",
        _("A field is missing"),
        _("Every record of this kind has to state this field."),
        _("Add the field."),
    ),
    "wrong-value": Meaning(
        "error",
        _("The value does not fit"),
        _("The field takes values of another form."),
        _("Write it as the message says; texts that look like numbers or Yes and No go in quotes."),
    ),
    "unreadable-document": Meaning(
        "error",
        _("The rulebook as a whole cannot be used"),
        _("Every record is sound, and still nothing could be decided from them together."),
        _("Follow the message; it names list, row and field."),
    ),
    "wrong-file": Meaning(
        "warning",
        _("In the wrong file"),
        _("Each kind of record has its file, and rules go by their decision."),
        _("Run dump_rulebook with --canonical: it moves the record."),
    ),
}
NAMES = {
    "unknown-name": Meaning(
        "error",
        _("Unknown name"),
        _("The record names a question, an option, a source or another record that does not exist."),
        _("Correct the slug, or add the record first. The message proposes the closest one."),
    ),
    "twice": Meaning(
        "error",
        _("The name is taken"),
        _("Two records of one kind have the same name, and only the first would be found."),
        _("Give one of them another slug, or remove it."),
    ),
    "reserved-name": Meaning(
        "error",
        _("Reserved name"),
        _("Names of decisions, and of rules that begin with refused--, have a meaning of their own."),
        _("Choose another slug."),
    ),
    "gone": Meaning(
        "error",
        _("Published, and gone or renamed"),
        _("Saved answers use published names, so a published name is never removed, renamed or used again."),
        _("Bring the record back under its slug and mark it retired."),
    ),
    "kind-changed": Meaning(
        "error",
        _("A published question changed its kind"),
        _("Saved answers of the old kind would no longer fit."),
        _("Retire the question and add a new one."),
    ),
    "retired-name": Meaning(
        "warning",
        _("Names something retired"),
        _("What is retired is no longer asked or offered, so this part of the record has no effect."),
        _("Take the name out, or name what took its place."),
    ),
    "unused-source": Meaning(
        "warning",
        _("Unused source"),
        _("No record rests on this source."),
        _("Name it where it belongs, or remove it."),
    ),
}
