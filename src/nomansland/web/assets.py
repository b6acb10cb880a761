"""Style, script and fonts: the package's own, the font packages' and the browser's; nothing else can be named."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse

from nomansland.web.vendor import FILES, VENDOR

_SCRIPT, _STYLE = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
_OWN = {"desk.css": _STYLE, "desk.js": _SCRIPT, "map.css": _STYLE, "map.js": _SCRIPT, "icon.svg": "image/svg+xml"}
_TYPES = {".css": _STYLE, ".mjs": _SCRIPT, ".js": _SCRIPT, ".txt": "text/plain; charset=utf-8"}
_FONTS = {
    "sans-regular.ttf": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-semibold.ttf": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "serif-regular.ttf": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "serif-semibold.ttf": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
}
_AGE = 3600


@lru_cache(maxsize=len(_OWN) + len(_FONTS) + len(FILES))
def _bytes(name: str) -> tuple[bytes, str] | None:
    if name in _OWN:
        return (files("nomansland.web") / "static" / name).read_bytes(), _OWN[name]
    if name in _FONTS:
        package, file = _FONTS[name]
        return (files(package) / "files" / file).read_bytes(), "font/ttf"
    # The build hook may not have got them: then they are missing like any other name.
    if name in FILES and (VENDOR / name).is_file():
        return (VENDOR / name).read_bytes(), _TYPES[(VENDOR / name).suffix]
    return None


def text_of(name: str) -> str:
    """The text of one of the desk's own files."""
    return (files("nomansland.web") / "static" / name).read_text("utf-8")


def is_there(name: str) -> bool:
    """True for a file that can be served."""
    return _bytes(name) is not None


def asset(request: HttpRequest, name: str) -> HttpResponse:
    """One file by its name."""
    found = _bytes(name)
    if found is None:
        raise Http404
    body, media_type = found
    return HttpResponse(body, content_type=media_type, headers={"Cache-Control": f"private, max-age={_AGE}"})
