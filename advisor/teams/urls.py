"""Addresses of workspaces, and of what is one's own."""

from django.urls import include, path

from advisor.teams.views import ending, joining, log, members, moving, own, workspaces

app_name = "teams"

workspace_urls = [
    path("", workspaces.workspace, name="workspace"),
    path("settings/", workspaces.settings, name="settings"),
    path("members/", members.members, name="members"),
    path("members/change/", members.change_member, name="change_member"),
    path("members/invite/", members.invite, name="invite"),
    path("members/withdraw/", members.withdraw_invitation, name="withdraw_invitation"),
    path("leave/", members.leave, name="leave"),
    path("log/", log.log, name="log"),
    path("log/csv", log.log_csv, name="log_csv"),
    path("export/", ending.whole_export, name="whole_export"),
    path("export/<uuid:export>/file", ending.whole_file, name="whole_file"),
    path("delete/", ending.delete, name="delete"),
    path("back/", ending.bring_back, name="bring_back"),
]

urlpatterns = [
    path("account/data/", own.data, name="own_data"),
    path("account/delete/", own.delete, name="delete_account"),
    path("workspaces/", workspaces.workspaces, name="workspaces"),
    path("workspaces/join/", joining.join, name="join_after_sign_in"),
    path("workspaces/join/<str:token>/", joining.join, name="join"),
    path("workspaces/<uuid:code>/", include(workspace_urls)),
    path("account/log/", log.own_log, name="own_log"),
    path("account/log/csv", log.own_log_csv, name="own_log_csv"),
    path("a/<uuid:code>/workspace/", moving.move_assessment, name="move"),
]
