"""Addresses of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from advisor import errors
from advisor.editor.admin.asked import only_readable

# Staff sign in as everybody does: with the same limits and second factors.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.admin_view = only_readable(admin.site.admin_view)  # type: ignore[method-assign, assignment]
admin.site.password_change = RedirectView.as_view(  # type: ignore[method-assign, assignment]
    pattern_name="account_change_password"
)

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("account/", include("advisor.accounts.urls")),
    path("", include("advisor.operations.urls")),
    path("", include("advisor.teams.urls")),
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
