"""Addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from advisor import errors

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("", include("advisor.editor.urls")),
    path("", include("advisor.rulebook.urls")),
    path("", include("advisor.catalogue.urls")),
    path("", include("advisor.reports.urls")),
    path("", include("advisor.assessments.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
