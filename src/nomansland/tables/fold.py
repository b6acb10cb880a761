"""Text folded for search: the databases fold only ASCII letters, so this is done before anything is stored."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("[’ʼ`‘´']")
_BLANKS = re.compile(r"[\s\x00]+")


def _bare(letter: str) -> str:
    if letter < "\u0250":
        return unicodedata.normalize("NFKD", letter)[0]
    return "е" if letter == "ё" else letter


def fold(text: str) -> str:
    """Lower case without accents on Latin letters, ё as е, one kind of apostrophe, single spaces."""
    lower = unicodedata.normalize("NFKC", text).casefold()
    return _BLANKS.sub(" ", _APOSTROPHES.sub("'", "".join(map(_bare, lower)))).strip()
