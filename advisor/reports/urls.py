"""Addresses of reports: of one's own assessments, of share links, of examples."""

from django.urls import path

from advisor.reports import places, views

app_name = "reports"
urlpatterns = [
    path(f"{prefix}{tail}", view, {"load": load}, name=f"{kind}{name}")
    for prefix, kind, load in (
        ("a/<uuid:code>/", "", places.own),
        ("s/<uuid:token>/", "shared_", places.shared),
        ("examples/<slug:slug>/", "example_", places.example),
    )
    for tail, name, view in (
        ("report/", "report", views.report),
        ("report/pairs/", "pairs", views.pairs),
        ("report/plan/", "plan", views.plan),
        ("report.md", "markdown", views.markdown),
        ("report.json", "json", views.json),
    )
]
