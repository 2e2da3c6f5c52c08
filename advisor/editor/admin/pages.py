"""The pages of one record: its form as it is typed, who else has it open, why it cannot be removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from advisor.editor.forms.press import ROWS, press_of
from advisor.editor.forms.preview import preview_of
from advisor.editor.forms.record import RecordForm
from advisor.editor.forms.shape import ShapeField, ShapeWidget
from advisor.editor.forms.shapes import FOLLOWED_BY
from advisor.editor.links import retire_url
from advisor.editor.presence import others_at, show_presence
from advisor.editor.removal import RETIRED, obstacles
from advisor.rulebook.draft import known_records
from advisor.rulebook.models import DraftRecord

# Django's admin classes take a type parameter in its stubs only.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

#: Marks what is saved anew because it was removed while it was edited.
GONE = "_gone"
#: More choices or options than that nobody types.
MOST_PARTS = 1000


class RecordPages(ModelAdmin):
    """The change page and the delete page of a draft record."""

    change_form_template = "editor/record/form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show or save a record; what somebody removed meanwhile comes back as a new one, as it was typed."""
        context = extra_context or {}
        if request.method == "POST":
            request.POST = _with_room(request.POST)  # type: ignore[assignment]
            if object_id and self.get_object(request, unquote(object_id)) is None:
                request.POST = _as_new(request.POST)  # type: ignore[assignment]
                return super().changeform_view(request, None, form_url, {**context, "gone": True})
            if press_of(request.POST):
                # Nothing is written, so nobody has to wait for a transaction that could.
                return self._changeform_view(  # type: ignore[attr-defined]
                    request, object_id, form_url, context
                )
        return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """Return the page, or the parts that a button changes where scripts run."""
        form: RecordForm = context["adminform"].form
        if getattr(request, "htmx", False) and form.press and form.press.field in ("", *form.fields):
            return HttpResponse(_parts(form))
        if obj is not None and self.has_change_permission(request, obj):
            if form.press is None:
                show_presence(request.user, obj.KIND, _key(obj, form))
            context["others"] = others_at(request.user, obj.KIND, _key(obj, form))
            context["presence_key"] = "/".join(_key(obj, form))
        context |= {"preview": preview_of(form), "follows": FOLLOWED_BY, "kind": self.model.KIND}
        context["decision"] = form.decision
        return super().render_change_form(request, context, add, change, form_url, obj)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Remove a record, or say what stands against it."""
        row = self.get_object(request, unquote(object_id))
        if row is not None and self.has_delete_permission(request, row):
            found = obstacles(row, known_records())
            if found:
                context = {
                    **self.admin_site.each_context(request),
                    "title": str(row),
                    "opts": self.opts,
                    "row": row,
                    "obstacles": found,
                    "retire_url": retire_url(row.KIND, row.natural_key()) if row.KIND in RETIRED else "",
                }
                status = 409 if request.method == "POST" else 200
                return TemplateResponse(request, "editor/record/kept.html", context, status=status)
        return super().delete_view(request, object_id, extra_context)


def _key(row: DraftRecord, form: RecordForm) -> tuple[str, ...]:
    """Return the key under which a record is stored: its form may hold another name for it."""
    return form.before.key if form.before else row.natural_key()


def _parts(form: RecordForm) -> str:
    """Return the field that a button was on, those that follow it, and the sentence."""
    field = form.press.field if form.press else ""
    parts = []
    for name in (field, *FOLLOWED_BY.get(field, ())):
        shaped = form.fields.get(name)
        if isinstance(shaped, ShapeField) and isinstance(shaped.widget, ShapeWidget):
            shaped.widget.oob = name != field
            parts.append(str(form[name]))
    preview = preview_of(form)
    if preview is not None:
        context = {"preview": preview, "oob": bool(field)}
        parts.append(render_to_string("editor/record/sentence.html", context))
    return "".join(parts)


def _with_room(data: QueryDict) -> QueryDict:
    """Return the data with room for another part behind the others, where the button for that was pressed."""
    press = press_of(data)
    total = f"{press.field}-TOTAL_FORMS" if press and press.verb == "add" else ""
    if press is None or not str(data.get(total, "")).isdecimal():
        return data
    count = int(str(data[total]))
    orders = [str(data.get(f"{press.field}-{number}-order", "")) for number in range(min(count, MOST_PARTS))]
    data = data.copy()
    data[total] = str(count + 1)
    data[f"{press.field}-{count}-order"] = str(max((int(o) for o in orders if o.isdecimal()), default=0) + 1)
    return data


def _as_new(data: QueryDict) -> QueryDict:
    """Return the data of a record that is gone as those of a new one; shown first, saved the second time."""
    data = data.copy()
    if GONE not in data:
        data.setdefault(ROWS, "")
    for name in list(data):
        if name.endswith("-INITIAL_FORMS"):
            data[name] = "0"
        elif name.endswith("-id"):
            del data[name]
    return data
