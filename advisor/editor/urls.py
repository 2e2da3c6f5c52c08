"""Addresses of the editors' pages."""

from django.urls import path

from advisor.editor.views import checks, guide, impact, jobs, overview, presence, rules, simulator

app_name = "editor"
urlpatterns = [
    path("rulebook/", overview.overview, name="overview"),
    path("rulebook/checks/", checks.checks, name="checks"),
    path("rulebook/guide/", guide.guide, name="guide"),
    path("rulebook/impact/", impact.replay, name="impact"),
    path("rulebook/jobs/<uuid:code>/", jobs.editor_job, name="editor_job"),
    path("rulebook/jobs/<uuid:code>/change/", jobs.change_editor_job, name="change_editor_job"),
    path("rulebook/presence/<slug:kind>/<path:key>/", presence.presence, name="presence"),
    path("rulebook/rules/<slug:decision>/", rules.table, name="rules"),
    path("rulebook/rules/<slug:decision>/<slug:slug>/", rules.row, name="row"),
    path("rulebook/simulator/", simulator.simulator, name="simulator"),
    path("rulebook/simulator/keep/", simulator.keep, name="keep_scenario"),
]
