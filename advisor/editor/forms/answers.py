"""Answers of a scenario's profile, and the words of the source that each one rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from advisor.editor.forms.offers import kind_of, question_groups, title_of, values_of
from advisor.editor.forms.shape import Read, Row, Shape, number_in, places, spoken_in, text_of
from advisor.engine.rulebook import Rulebook


class AnswersShape(Shape):
    """The schema's type ``answers``: a row for each question that is answered, if only by 'I don't know'."""

    template = "editor/widgets/answers.html"

    def new(self) -> Row:
        """Return a row in which no question is chosen yet."""
        return {"name": "", "values": [], "number": "", "unknown": False}

    def rows(self, value: Any) -> list[Row]:
        """Return the answers in the order of the questions."""
        return [self._row(name, answer) for name, answer in (value or {}).items()]

    def _row(self, name: str, answer: Any) -> Row:
        row = self.new() | {"name": name, "unknown": answer is None}
        if isinstance(answer, list):
            row["values"] = answer
        elif isinstance(answer, str):
            row["values"] = [answer]
        elif answer is not None:
            row["number"] = text_of(answer)
        return row

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return the rows that were sent; answers to another question than the chosen one are left out."""
        rows = []
        for place in places(data, name):
            at = f"{name}-{place}-"
            row = self.new() | {"name": data.get(f"{at}name", "")}
            if data.get(f"{at}of", row["name"]) == row["name"]:
                values = [value for value in data.getlist(f"{at}values") if value]
                row |= {"values": values, "number": data.get(f"{at}number", "")}
                row["unknown"] = f"{at}unknown" in data
            rows.append(row)
        return rows

    def value(self, rows: Sequence[Row]) -> Read:
        """Return question → answer; a row without a question says nothing."""
        told: dict[str, Any] = {}
        complaints = []
        for row in rows:
            if not row["name"]:
                continue
            try:
                if row["name"] in told:
                    raise ValueError(_("is answered twice"))
                told[row["name"]] = self._answer(row)
            except ValueError as error:
                words = {"question": title_of(self.book, row["name"]), "problem": str(error)}
                complaints.append(_("“%(question)s”: %(problem)s.") % words)
        return told, complaints

    def _answer(self, row: Row) -> Any:
        given = row["values"] or row["number"].strip()
        if row["unknown"] and given:
            raise ValueError(_("an answer and “I don't know” exclude each other"))
        if row["unknown"]:
            return None
        if not given:
            raise ValueError(_("choose an answer, or “I don't know”"))
        if kind_of(self.book, row["name"]) == "number":
            return number_in(row["number"])
        one = kind_of(self.book, row["name"]) == "one" and len(row["values"]) == 1
        return row["values"][0] if one else list(row["values"])

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return the rows with what each one offers."""
        return {"rows": [self._shown(row) for row in rows], "adding": _("Add an answer")}

    def _shown(self, row: Row) -> dict[str, Any]:
        question = self.book.questions.get(row["name"])
        kind = question.kind if question else "many" if row["name"] else ""
        return {
            **row,
            "kind": "many" if kind == "one" and len(row["values"]) > 1 else kind,
            "title": title_of(self.book, row["name"]),
            "groups": question_groups(self.book, row["name"]),
            "offers": values_of(self.book, row["name"], row["values"]),
            "unit": question.unit.in_language(spoken_in()) if question else "",
        }


class NotesShape(Shape):
    """The schema's type ``notes``: words for each question that is answered."""

    template = "editor/widgets/notes.html"

    def __init__(self, book: Rulebook, questions: Sequence[str] = ()) -> None:
        super().__init__(book)
        self.questions = questions

    def rows(self, value: Any) -> list[Row]:
        """Return the words by question."""
        return [{"name": name, "words": words} for name, words in (value or {}).items()]

    def read(self, data: QueryDict, name: str) -> list[Row]:
        """Return the words that were typed."""
        names = [key.removeprefix(f"{name}-") for key in data if key.startswith(f"{name}-")]
        return [{"name": question, "words": data.get(f"{name}-{question}", "")} for question in names]

    def value(self, rows: Sequence[Row]) -> Read:
        """Return question → words, without those left empty."""
        return {row["name"]: row["words"] for row in rows if row["words"].strip()}, []

    def shown(self, rows: Sequence[Row], name: str) -> dict[str, Any]:
        """Return a place to write for each answered question, and for words that are there already."""
        said = {row["name"]: row["words"] for row in rows if row["words"].strip()}
        names = dict.fromkeys([*self.questions, *said])
        return {
            "rows": [{"name": n, "title": title_of(self.book, n), "words": said.get(n, "")} for n in names],
        }
