"""Findings in single records: conditions, texts, structure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from advisor.rulebook.checks.meanings.meaning import Meaning

CONDITIONS = {
    "no-conditions": Meaning(
        "error",
        _("A rule without conditions"),
        _("It would always hold and say nothing about the workload."),
        _("Add a condition."),
    ),
    "never-holds": Meaning(
        "error",
        _("Can never hold"),
        _("No answers fulfil these conditions together."),
        _("Loosen or remove one of the conditions that contradict each other."),
    ),
    "wrong-operator": Meaning(
        "error",
        _("The operator does not fit the question"),
        _("Choices take any_of, none_of and all_of; numbers take min and below."),
        _("Use the operators of the question's kind."),
    ),
    "decided-later": Meaning(
        "error",
        _("A decision waits for a later one"),
        _("Strategy, compute, database and supporting services are decided in this order."),
        _("Use answers instead, or outcomes of earlier decisions only."),
    ),
    "same-conditions": Meaning(
        "warning",
        _("Two rules with the same conditions"),
        _("Both speak of the same option, so one reason counts twice."),
        _("Make one rule of them, or say what sets them apart."),
    ),
    "no-effects": Meaning(
        "error",
        _("A rule without effects"),
        _("It gives no points and rules nothing out."),
        _("Name an option, or remove the rule."),
    ),
    "wrong-points": Meaning(
        "error",
        _("Points out of range"),
        _("Points are whole numbers from −10 to 10, and not 0."),
        _("Choose other points, or rules_out for a veto."),
    ),
}
STRUCTURE = {
    "missing-kind": Meaning(
        "error",
        _("A kind of record is missing"),
        _("Without it nothing can be recommended."),
        _("Bring the file back."),
    ),
    "wrong-decisions": Meaning(
        "error",
        _("The decisions are not the four known ones"),
        _("They are strategy, compute, database and supporting, and only the last one picks several."),
        _("Restore the decision as it was."),
    ),
    "no-options": Meaning(
        "error",
        _("A decision without options"),
        _("There is nothing to choose from."),
        _("Add options, or bring back those that were removed."),
    ),
    "wrong-choices": Meaning(
        "error",
        _("The choices do not fit the question"),
        _("A question with choices offers at least two that are not retired; a number has none."),
        _("Add choices, or change the kind of the question."),
    ),
    "wrong-number": Meaning(
        "error",
        _("The bounds or the unit do not fit the question"),
        _("A number needs a unit and two bounds, the lower one first; other questions have none of them."),
        _("Fill in or empty the fields named."),
    ),
    "waiting-circle": Meaning(
        "error",
        _("Questions wait for each other"),
        _("Each is asked only after the other is answered, so neither ever is."),
        _("Take one of the preconditions out."),
    ),
    "asked-later": Meaning(
        "warning",
        _("Waits for a later question"),
        _("The question appears only when somebody comes back to it."),
        _("Move it behind the question that it waits for."),
    ),
    "refuses-nothing": Meaning(
        "error",
        _("A refusal that names no option"),
        _("The question rules out the options that are chosen, and none of its choices is one."),
        _("Give the choices the slugs of options, or switch rules_out_named off."),
    ),
    "no-veto-reason": Meaning(
        "error",
        _("A refusal without its reason"),
        _("The report shows this text as the reason why an option is ruled out."),
        _("Fill in because in both languages."),
    ),
    "lifecycle-incomplete": Meaning(
        "warning",
        _("A retirement without details"),
        _("The service is retiring or retired, and does not say when or what follows."),
        _("Fill in the day and the note."),
    ),
}
TEXTS = {
    "missing-text": Meaning(
        "error",
        _("A text is missing"),
        _("People see this text, so it is needed in both languages."),
        _("Write it."),
    ),
    "missing-english": Meaning(
        "error",
        _("The English is missing"),
        _("There is a Korean text without its English."),
        _("Write the English, or empty both."),
    ),
    "missing-korean": Meaning(
        "error",
        _("The Korean is missing"),
        _("There is an English text without its Korean."),
        _("Write the Korean, or empty both."),
    ),
    "stale-korean": Meaning(
        "warning",
        _("Stale Korean"),
        _("The English was changed after the Korean had been written for it."),
        _("Read the Korean again, correct it, and empty korean_of so that it is stamped anew."),
    ),
    "not-stamped": Meaning(
        "warning",
        _("The Korean is not stamped"),
        _("Nothing says for which English the Korean was written."),
        _("Save the record in the admin, or run dump_rulebook with --stamp."),
    ),
    "markup": Meaning(
        "error",
        _("Markup in a text"),
        _("Texts are plain: tags and entities would be shown as they stand."),
        _("Take the markup out."),
    ),
    "no-source": Meaning(
        "error",
        _("A statement without a source"),
        _("Readers are told on what each statement rests."),
        _("Name at least one source."),
    ),
    "no-date": Meaning(
        "error",
        _("A statement without a date"),
        _("Readers are told when each statement was last compared with its sources."),
        _("Compare it now and fill in the day."),
    ),
    "wrong-row": Meaning(
        "error",
        _("A row does not fit its table"),
        _("A row has cells of the table's columns, each of the column's kind."),
        _("Correct the cell or its name."),
    ),
    "missing-cell": Meaning(
        "warning",
        _("A cell is missing"),
        _("The row says nothing in this column."),
        _("Fill the cell in, with null where there is nothing to say."),
    ),
}
