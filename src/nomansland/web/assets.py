"""Style, script and fonts, served from the package itself and from the font packages; nothing else can be named."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse

_OWN = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}
_FONTS = {
    "sans-regular.ttf": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-semibold.ttf": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "serif-regular.ttf": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "serif-semibold.ttf": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
}
_AGE = 3600


@lru_cache(maxsize=len(_OWN) + len(_FONTS))
def _bytes(name: str) -> tuple[bytes, str] | None:
    if name in _OWN:
        return (files("nomansland.web") / "static" / name).read_bytes(), _OWN[name]
    if name in _FONTS:
        package, file = _FONTS[name]
        return (files(package) / "files" / file).read_bytes(), "font/ttf"
    return None


def text_of(name: str) -> str:
    """The text of one of the desk's own files."""
    return (files("nomansland.web") / "static" / name).read_text("utf-8")


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """One file by its name."""
    found = _bytes(name)
    if found is None:
        raise Http404
    body, media_type = found
    return HttpResponse(body, content_type=media_type, headers={"Cache-Control": f"private, max-age={_AGE}"})
