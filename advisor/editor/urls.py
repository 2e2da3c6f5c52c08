"""Addresses of the editors' pages."""

from django.urls import path

from advisor.editor.views import (
    checks,
    guide,
    impact,
    jobs,
    offered,
    overview,
    presence,
    rules,
    scenarios,
    simulator,
)

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
    path("rulebook/scenarios/", scenarios.scenarios, name="scenarios"),
    path("rulebook/scenarios/offered/", offered.offered, name="offered"),
    path("rulebook/scenarios/offered/<uuid:code>/", offered.make, name="make_scenario"),
    path("rulebook/simulator/", simulator.simulator, name="simulator"),
    path("rulebook/simulator/keep/", simulator.keep, name="keep_scenario"),
]
