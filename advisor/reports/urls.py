"""Addresses of reports: of one's own assessments, of share links, of examples."""

from django.urls import path

from advisor.reports import places
from advisor.reports.formats import FORMATS, WORKLOAD_FORMATS
from advisor.reports.views import (
    checking,
    covers,
    files,
    importing,
    jobs,
    moving,
    pages,
    review,
    what_if,
    workload,
)
from advisor.reports.workloads import own_workload

app_name = "reports"
#: How an address begins → the prefix of its name, and what loads the report behind it.
BEGINNINGS = (
    ("a/<uuid:code>/", "", places.own),
    ("s/<uuid:token>/", "shared_", places.shared),
    ("examples/<slug:slug>/", "example_", places.example),
    ("milestones/<uuid:code>/", "milestone_", places.milestone),
)
PAGES = (
    ("report/", "report", pages.report),
    ("report/pairs/", "pairs", pages.pairs),
    ("report/plan/", "plan", pages.plan),
    ("report/end/", "end", pages.end),
    ("report/export/", "export", files.export),
)
FILES = tuple((f"report.{f.extension}", f.slug, files.file_view(f.slug)) for f in FORMATS.values())

urlpatterns = [
    path(f"{beginning}{tail}", view, {"load": load}, name=f"{kind}{name}")
    for beginning, kind, load in BEGINNINGS
    for tail, name, view in (*PAGES, *FILES)
]
urlpatterns += [
    path(f"w/<uuid:workload>/{tail}", view, {"load": own_workload}, name=f"workload_{name}")
    for tail, name, view in (
        ("report/", "report", workload.report),
        ("report/export/", "export", workload.export),
        *((f"report.{f.extension}", f.slug, workload.file_view(f)) for f in WORKLOAD_FORMATS.values()),
    )
]
urlpatterns += [
    path("w/<uuid:workload>/report/write/", workload.write, name="workload_write"),
    path("import/", importing.load_back, name="import"),
    path("verify/", checking.verify, name="verify"),
    path("cover/", covers.cover, name="cover"),
    path("cover/logo.png", covers.logo, name="logo"),
    path("a/<uuid:code>/what-if/", what_if.what_if, name="what_if"),
    path("compare/", what_if.compared, name="compare"),
    path("a/<uuid:code>/version/", moving.move, name="move"),
    path("a/<uuid:code>/review/", review.review, name="review"),
    path("a/<uuid:code>/review/withdraw/", review.withdraw, name="withdraw"),
    path("a/<uuid:code>/review/freeze/", review.freeze, name="freeze"),
    path("exports/", jobs.choose, name="choose"),
    path("exports/<uuid:code>/", jobs.job, name="job"),
    path("exports/<uuid:code>/file", jobs.job_file, name="job_file"),
    path("exports/<uuid:code>/change/", jobs.change_job, name="change_job"),
]
