"""The addresses of the desk; each explains itself."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from nomansland.web.api import urls as api
from nomansland.web.assets import asset
from nomansland.web.pages import (
    admit,
    claims,
    contradictions,
    decisions,
    editions,
    front,
    guide,
    inbox,
    incidents,
    legal,
    log,
    mapdata,
    original,
    people,
    quarantine,
    reports,
    review,
    settings,
    signin,
    sites,
    sources,
    study,
    timeline,
    tokens,
)

handler400 = "nomansland.web.errors.bad_request"
handler403 = "nomansland.web.errors.forbidden"
handler404 = "nomansland.web.errors.missing"
handler500 = "nomansland.web.errors.fault"

urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("reports", reports.table, name="reports"),
    path("reports/<path:ref>", reports.show, name="report"),
    path("next", reports.following, name="next"),
    path("claims", claims.table, name="claims"),
    path("claims/<path:ref>", claims.show, name="claim"),
    path("add/<path:ref>", claims.add, name="add"),
    path("original/<path:ref>", original.show, name="original"),
    path("copies", decisions.copies, name="copies"),
    path("incidents", incidents.table, name="incidents"),
    path("incidents/<path:ref>", incidents.show, name="incident"),
    path("sites", sites.table, name="sites"),
    path("sites/<path:ref>", sites.show, name="site"),
    path("legal", legal.table, name="legal"),
    path("contradictions", contradictions.table, name="contradictions"),
    path("map", front.show, name="map"),
    path("map/marks", mapdata.marks, name="map-marks"),
    path("map/line", mapdata.line, name="map-line"),
    path("map/borders", mapdata.borders, name="map-borders"),
    path("map/names", mapdata.names, name="map-names"),
    path("timeline", timeline.show, name="timeline"),
    path("study", study.show, name="study"),
    path("study/measure", study.measure, name="measure"),
    path("guide", guide.show, name="guide"),
    path("tour", guide.tour, name="tour"),
    path("tour/done", guide.tour_done, name="tour-done"),
    path("language", set_language, name="language"),
    path("sources", sources.table, name="sources"),
    path("editions", editions.table, name="editions"),
    path("editions/prepare", editions.make, name="prepare"),
    path("editions/release", editions.let_go, name="release"),
    path("log", log.show, name="log"),
    path("quarantine", quarantine.show, name="quarantine"),
    path("admit", admit.take, name="admit"),
    path("came", admit.show, name="came"),
    path("read", admit.read, name="read"),
    path("decide", decisions.decide, name="decide"),
    path("undo", decisions.undo, name="undo"),
    path("name", decisions.rename, name="rename"),
    path("review", review.show, name="review"),
    path("review/confirm", review.confirm, name="confirm"),
    path("settings", settings.show, name="settings"),
    path("settings/passphrase", settings.passphrase, name="passphrase"),
    path("settings/sessions", settings.sessions, name="sessions"),
    path("settings/factor", settings.second_factor, name="factor"),
    path("settings/people", people.people, name="people"),
    path("settings/seals", people.seals, name="seals"),
    path("settings/tokens", tokens.tokens, name="tokens"),
    path("set-up", signin.setup, name="setup"),
    path("sign-in", signin.sign_in, name="sign-in"),
    path("second", signin.second, name="second"),
    path("sign-out", signin.sign_out, name="sign-out"),
    path("invited/<str:token>", signin.invited, name="invited"),
    path("static/<str:name>", asset, name="asset"),
    path("api/", include((api.urlpatterns, "ninja"), namespace="api")),
]
