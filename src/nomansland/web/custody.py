"""The chain of custody of a report, and its kept bytes in a frame that may do nothing."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from nomansland.admit.pdfium import PdfFault, images
from nomansland.archive.store import hash_of
from nomansland.tables import models, read
from nomansland.web.phrases import number
from nomansland.web.wording import past, worded
from nomansland.words import Decision, Holding, Report
from nomansland.words.codec import from_json

_MOST_IMAGE, _MOST_TEXT, _BEFORE = 4 * 2**20, 200_000, 300
_PDF, _MOST_PAGES = "application/pdf", 4
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_TAGS = frozenset(
    "a abbr article aside b blockquote br caption cite code dd del div dl dt em figcaption figure footer h1 h2 h3 h4 h5"
    " h6 header hr i img ins li main mark ol p pre q s section small span strong sub sup table tbody td tfoot th thead"
    " time tr u ul".split()
)


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain: what happened, when, in words, and the hash that proves it."""

    what: str
    at: str = ""
    told: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept bytes as they can be shown: an image, the pages of a PDF as images, or a page for a frame.

    `fault` says why they cannot; `pages` are numbers and images, `before` and `after` the first of those around them.
    """

    source: str = ""
    size: str = ""
    media_type: str = ""
    checked: str = ""
    page: str = ""
    image: str = ""
    note: str = ""
    fault: str = ""
    pages: tuple[tuple[int, str], ...] = ()
    before: int = 0
    after: int = 0


def holding_of(report: Report) -> Holding | None:
    """The index's row of the bytes that a report was read from."""
    row = models.Holding.objects.filter(sha256=report.holding or "").first()
    return from_json(Holding, row.data) if row else None


def steps(report: Report, decisions: list[Decision]) -> list[Step]:
    """From the bytes to what was decided last, in the order in which it happened."""
    out = []
    held = holding_of(report)
    if held is None:
        out.append(Step(_("Its bytes are not kept"), told=_("The report came in without a file of its own.")))
    else:
        told = _("%(source)s, %(size)s bytes, %(kind)s") % {
            "source": held.source, "size": number(held.size), "kind": held.media_type,
        }  # fmt: skip
        out.append(Step(_("Kept"), held.received, told, f"SHA-256 {held.sha256}"))
        out.append(
            Step(
                _("Signed in the custody log"), held.received, proof=_("entry %(number)s") % {"number": held.log_entry}
            )
        )
    row = models.Report.objects.filter(ref=report.id).first()
    if row is not None:
        words = _("%(number)s characters, under the id %(id)s") % {"number": number(len(report.text)), "id": report.id}
        out.append(Step(_("Taken in as a report"), row.added.isoformat(), words))
    claims = models.Claim.objects.filter(report__ref=report.id).count()
    if read.reading(report.id) is not None:
        out.append(Step(_("Read"), told=_("claims in the newest pass: %(claims)s") % {"claims": claims}))
    for one in sorted(decisions, key=lambda decision: decision.at)[-20:]:
        out.append(_decided(one))
    return out


def _decided(one: Decision) -> Step:
    told = f"{past(one.verdict)}: {worded(one.target)} {one.ref}"
    return Step(_("%(name)s decided") % {"name": one.by}, one.at, told, _("row %(id)s") % {"id": one.id})


def kept(report: Report, folder: Path, first: int = 1) -> Kept:
    """The original of a report, its bytes checked against their hash as they are read; of a PDF from page `first`."""
    held = holding_of(report)
    if held is None:
        return Kept(fault=_("The archive holds no original of this report: its text came in alone."))
    path = folder / "holdings" / held.sha256[:2] / held.sha256
    if not path.is_file():
        return Kept(fault=_("The archive lists these bytes and does not have them. `nomansland verify` says more."))
    if hash_of(path) != held.sha256:
        return Kept(
            fault=_("The kept bytes are not those that came in: their hash is another. Nothing of them is shown.")
        )
    checked = _("Checked now: the bytes have the hash they came with.")
    if held.media_type == _PDF:
        return replace(_pages(path.read_bytes(), first), source=held.source, size=number(held.size), checked=checked)
    page, image, note = _shown(path, held, report)
    return Kept(held.source, number(held.size), held.media_type, checked, page, image, note)


def _pages(data: bytes, first: int) -> Kept:
    """Pages of a PDF as pictures: what it would run, load or ask stays behind."""
    try:
        drawn, many = images(data, first, _MOST_PAGES)
    except PdfFault as error:
        return Kept(
            media_type=_PDF,
            page=_page(f"<p>{_('It cannot be drawn.')}</p>"),
            note=_("It cannot be drawn.") + f" {error}",
        )
    shown = tuple((first + at, f"data:image/png;base64,{one}") for at, one in enumerate(drawn))
    end = first + len(drawn)
    note = _("Pages %(first)s to %(last)s of %(many)s.") % {"first": first, "last": end - 1, "many": many}
    before = max(1, first - _MOST_PAGES) if first > 1 else 0
    return Kept(media_type=_PDF, pages=shown, note=note, before=before, after=end if end <= many else 0)


def _shown(path: Path, held: Holding, report: Report) -> tuple[str, str, str]:
    data = path.read_bytes() if held.size <= _MOST_IMAGE else path.open("rb").read(_MOST_IMAGE)
    if held.media_type in _IMAGES and held.size <= _MOST_IMAGE:
        return "", f"data:{held.media_type};base64,{b64encode(data).decode()}", ""
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        told = _("These bytes are no text. They are kept as they came.")
        return _page(f"<p>{told}</p>"), "", _("They cannot be shown here.")
    text = data.decode("utf-8", "replace")
    if (
        held.media_type == "text/html"
        or path.suffix == ".html"
        or text.lstrip()[:15].lower().startswith("<!doctype html")
    ):
        return _page(_harmless(text)), "", _("Scripts, styles and whatever loads from elsewhere are left out.")
    part, before, note = _around(text, report)
    many = _("Characters before it: %(number)s") % {"number": number(len(before))}
    first = f"<details><summary>{many}</summary><pre wrap>{_escaped(before)}</pre></details>"
    return _page(f"{first if before else ''}<pre wrap>{_escaped(part)}</pre>"), "", note


def _harmless(text: str) -> str:
    """The page without anything that runs, loads or leads away; pictures stay only where the page holds them."""
    import nh3

    return nh3.clean(
        text,
        tags=set(_TAGS),
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "form"},
        attributes={"*": {"lang", "dir", "title"}, "img": {"src", "alt"}, "td": {"colspan"}, "th": {"colspan"}},
        url_schemes={"data"},
        link_rel=None,
    )


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)


def _around(text: str, report: Report) -> tuple[str, str, str]:
    """The file from a little before the report on, what stands before that, and which part of a large file it is."""
    first = next((line.strip() for line in report.text.splitlines() if len(line.strip()) > 20), "")[:40]
    found = text.find(first) if first else 0
    at = text.rfind("\n", 0, found - _BEFORE) + 1 if found > 2 * _BEFORE else 0
    if len(text) <= _MOST_TEXT:
        return text[at:], text[:at], ""
    return text[at : at + _MOST_TEXT], "", _("Characters %(first)s to %(last)s of the file.") % {
        "first": number(at), "last": number(at + _MOST_TEXT),
    }  # fmt: skip


def _page(body: str) -> str:
    return (
        "<!doctype html><html><head><meta charset=utf-8><meta name=color-scheme content='light dark'>"
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:">'
        f"</head><body>{body}</body></html>"
    )
