"""Addresses of the questionnaire."""

from django.urls import include, path

from advisor.assessments.views import guided, home, keeping, manage, papers, sections, sharing

app_name = "assessments"

own_urls = [
    path("next/", guided.next_question, name="next"),
    path("q/<slug:slug>/", guided.question, name="question"),
    path("q/<slug:slug>/item/", sections.item, name="item"),
    path("sections/<slug:slug>/", sections.section, name="section"),
    path("check/", sections.check, name="check"),
    path("begun/", home.begun, name="begun"),
    path("details/", manage.details, name="details"),
    path("copy/", manage.copy, name="copy"),
    path("component/", manage.add_component, name="add_component"),
    path("delete/", manage.delete, name="delete"),
    path("deleted/", manage.deleted, name="deleted"),
    path("share/", sharing.share, name="share"),
    path("share/end/", sharing.end_sharing, name="end_sharing"),
    path("offer/", manage.offer, name="offer"),
    path("keep/", keeping.keep, name="keep"),
    path("questionnaire.<str:kind>", papers.own_questionnaire, name="own_questionnaire"),
    path("fill-in/", papers.fill_in, name="fill_in"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("claim/", keeping.claim, name="claim"),
    path("resume/<str:token>/", home.resume, name="resume"),
    path("examples/<slug:slug>/", home.example, name="example"),
    path("examples/<slug:slug>/copy/", home.fork, name="fork"),
    path("questionnaire.<str:kind>", papers.questionnaire, name="questionnaire"),
    path("s/<uuid:token>/unlock/", sharing.unlock_link, name="unlock"),
    path("a/<uuid:code>/", include(own_urls)),
]
