"""Edits of the small rulebook's draft, as an editor makes them."""

from advisor import jobs
from advisor.editor.models import EditorJob
from advisor.rulebook.audit import Actor
from advisor.rulebook.document import canonical_json, document_of
from advisor.rulebook.draft import draft_mark, model_of, records_from_draft
from advisor.rulebook.editing import save_row
from advisor.rulebook.models import Version

EDITOR = Actor("an editor")
#: What the exact checks found in a draft, by its document.
_found = {}


def edited(slug="source-code", kind="rule", actor=EDITOR, **fields):
    """Change fields of a record and return its row."""
    row = model_of(kind)._default_manager.get(slug=slug)
    seen = row.changed_at
    for name, value in fields.items():
        setattr(row, name, value)
    save_row(row, seen, actor)
    return row


def examined():
    """Run the exact checks of the draft as it is, to their end; of the same draft only once."""
    draft = canonical_json(document_of(records_from_draft()))
    job = EditorJob.objects.create(kind=EditorJob.Kind.CHECK, mark=draft_mark())
    if draft in _found:
        EditorJob.objects.filter(pk=job.pk).update(state=EditorJob.State.FINISHED, result=_found[draft])
    else:
        jobs.run(job.work_name, job.pk)
    job.refresh_from_db()
    assert job.state == EditorJob.State.FINISHED
    _found[draft] = job.result
    return job


def state():
    """Return all that publishing and taking may change: versions, which one is in use, the draft."""
    versions = list(Version.objects.order_by("pk").values_list("hash", "label", "note"))
    current = Version.objects.current()
    return versions, current and current.hash, [(r.kind, r.fields) for r in records_from_draft()]
