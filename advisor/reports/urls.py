"""Addresses of reports: of one's own assessments, of share links, of examples."""

from django.urls import path

from advisor.reports import places
from advisor.reports.views import files, pages

app_name = "reports"
urlpatterns = [
    path(f"{prefix}{tail}", view, {"load": load}, name=f"{kind}{name}")
    for prefix, kind, load in (
        ("a/<uuid:code>/", "", places.own),
        ("s/<uuid:token>/", "shared_", places.shared),
        ("examples/<slug:slug>/", "example_", places.example),
    )
    for tail, name, view in (
        ("report/", "report", pages.report),
        ("report/pairs/", "pairs", pages.pairs),
        ("report/plan/", "plan", pages.plan),
        ("report.md", "markdown", files.markdown),
        ("report.json", "json", files.json),
    )
]
