"""The words that other parts of the program give to the desk and that are always the same, for its catalogues.

`PATTERNS` are sentences with parts that change: a part is translated too where it is one of `WORDS`.
"""

from __future__ import annotations

import re

from nomansland.web.marking import marked as _

MODALITIES = (_("asserted"), _("denied"), _("hypothetical"), _("conditional"), _("historical"))
FAMILIES = (
    _("refusal"), _("coercion"), _("response"), _("protest"), _("evasion"), _("sabotage"), _("attack"),
    _("truce"), _("law"), _("context"),
)  # fmt: skip
STANDINGS = (
    _("undecided"), _("accepted"), _("rejected"), _("corrected"), _("disputed"), _("split"), _("proposed"),
    _("awaiting"), _("open"), _("explained"), _("settled"), _("prepared"), _("not read yet"),
    _("waiting for a decision"), _("decided"), _("no claims found"),
)  # fmt: skip
SITES = (_("active"), _("opened"), _("closed"), _("reopened"), _("used"), _("moved"), _("no state told"))
ANSWERS = (_("yes"), _("no"), _("not stated"), _("contradicted"), _("true"), _("false"), _("unknown"), _("partly"))
REPORTS = (
    _("post"), _("article"), _("message"), _("page"), _("comment"), _("document"), _("web page"), _("telegram post"),
    _("news article"), _("social post"), _("pdf"), _("text"), _("file"), _("feed item"), _("transcript"), _("reply"),
)  # fmt: skip
EDGES = (
    _("copy"), _("translation"), _("citation"), _("forward"), _("quote"), _("channel"), _("decision"), _("denial"),
    _("number"), _("place"), _("date"), _("unit"), _("identity"), _("category"), _("speaker"),
    _("certainty"), _("common source"),
)  # fmt: skip
FIELDS = (
    _("type"), _("side"), _("modality"), _("hedge"), _("role"), _("office"), _("via"), _("count"), _("time"),
    _("status"), _("subside"), _("confidence"), _("passage"), _("text"), _("language"), _("span"), _("house"),
    _("value"), _("edge"), _("source"), _("family"),
    _("outlet"), _("speaker interest"), _("reliability"), _("reason"), _("conditions"), _("bearing"), _("blanket"),
    _("fact"), _("fullest"), _("mentions"), _("negated"), _("next"), _("order"), _("paragraph"), _("prior"),
    _("same day"), _("same place"), _("size"), _("topic"), _("whence"), _("whither"), _("withdrawn"), _("words"),
    _("worse"), _("published"), _("split"), _("verdict"), _("release"), _("first"), _("second"),
)  # fmt: skip
ROLES = (
    _("viewer"), _("contributor"), _("editor"), _("reviewer"), _("custodian"), _("administrator"),
    _("see reports, claims, incidents and sites, their places by raion or oblast"),
    _("take reports in and have them read"),
    _("accept, reject, correct, explain, settle and undo"),
    _("confirm or return what another person decided"),
    _("see places as exactly as they are known, and the study"),
    _("see the names of people who speak as private persons"),
    _("see who wrote what to the case, and when"),
    _("release an edition that was prepared: it leaves the case"),
    _("see sealed reports, seal and unseal them"),
    _("invite people, give and take roles, end their sessions"),
)  # fmt: skip
LEGAL = (_("in force"), _("not in force"), _("cannot be told"))
FAULTS = (
    _("No admitter recognises the bytes."),
    _("The reading stopped at a fault in the program; the terminal that runs the desk says which."),
)
LEDGER = (_("holding"), _("readings"), _("linked"), _("edition"))
RELIABILITY = (
    _("completely reliable"), _("usually reliable"), _("fairly reliable"), _("not usually reliable"), _("unreliable"),
    _("reliability cannot be judged"),
)  # fmt: skip
ENTITIES = (_("another program"), _("telegram"))
WORDS = (
    *MODALITIES,
    *FAMILIES,
    *STANDINGS,
    *SITES,
    *ANSWERS,
    *REPORTS,
    *EDGES,
    *FIELDS,
    *ROLES,
    *LEGAL,
    *FAULTS,
    *LEDGER,
    *RELIABILITY,
    *ENTITIES,
)

PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?P<n>\d+) reports?, (?P<m>\d+) first gates?"),
        _("reports: %(n)s, first gates: %(m)s"),
    ),
    (
        re.compile(r"(?P<n>\d+) reports?, (?P<m>\d+) first gates?; unnamed sources"),
        _("reports: %(n)s, first gates: %(m)s; unnamed sources"),
    ),
    (
        re.compile(r"[“'](?P<q>.+)[”'] tells of (?P<t>\S+) \(pattern (?P<p>.+)\)"),
        _("“%(q)s” tells of %(t)s (pattern %(p)s)"),
    ),
    (
        re.compile(r"[“'](?P<q>.+)[”'] counts (?P<u>.+?)s"),
        _("“%(q)s” counts: %(u)s"),
    ),
    (
        re.compile(r"[“'](?P<q>.+)[”'] names the place"),
        _("“%(q)s” names the place"),
    ),
    (
        re.compile(r"[“'](?P<q>.+)[”'] names (?P<w>.+)"),
        _("“%(q)s” names %(w)s"),
    ),
    (
        re.compile(r"[“'](?P<q>.+)[”'] means (?P<w>.+)"),
        _("“%(q)s” means %(w)s"),
    ),
    (
        re.compile(r"[“'](?P<q>.+)[”'] is the unit named with the event"),
        _("“%(q)s” is the unit named with the event"),
    ),
    (
        re.compile(r"(?P<w>.+) stands between the speaker and this report"),
        _("%(w)s stands between the speaker and this report"),
    ),
    (
        re.compile(r"(?P<w>.+) put it there"),
        _("%(w)s put it there"),
    ),
)  # fmt: skip
