"""Text folded for search: the databases fold only ASCII letters, so this is done before anything is stored."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("[’ʼ`‘´']")
_BARE = {code: unicodedata.normalize("NFKD", chr(code))[0] for code in range(0x250)} | {ord("ё"): "е"}
_BLANKS = re.compile(r"[\s\x00]+")


def fold(text: str) -> str:
    """Lower case without accents on Latin letters, ё as е, one kind of apostrophe, single spaces."""
    lower = unicodedata.normalize("NFKC", text).casefold()
    return _BLANKS.sub(" ", _APOSTROPHES.sub("'", lower.translate(_BARE))).strip()
