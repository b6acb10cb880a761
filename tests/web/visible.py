"""What a template or a page shows as text: nodes with letters, and what is read aloud, each with its element."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

SPOKEN = {"title", "aria-label", "placeholder", "alt"}
# Code stays as it is typed; `blockquote` and `q` are words of reports.
CODE = {"script", "style", "code", "kbd", "pre", "samp"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
DRAWN = {"path", "rect", "circle", "line", "use"}
# Words that no sentence of English does without and no interface word of Russian or Ukrainian is spelled like.
ENGLISH = frozenset(
    "a about add all an and any are as at be but by can claim claims day decided each for from has have how in is it "
    "its may more most nobody no none not nothing of on one or other out read report reports save says set show side "
    "so still than that the their them these they this those to told until was were what when where which who whole "
    "why will with within without you your".split()
)


class Visible(HTMLParser):
    """Text nodes and spoken attributes outside code, each with the `lang` that the nearest element names."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element deeper, unless it holds nothing."""
        told = dict(attrs)
        language = told.get("lang") or self.language
        for name in SPOKEN & told.keys():
            self._add(f"{tag}@{name}", told[name] or "", language)
        if tag not in VOID | DRAWN:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a drawing that holds nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID | DRAWN:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Back to the element around it; a branch of a template may close what another one opened."""
        if any(tag == name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """A text node."""
        if not CODE & {tag for tag, _ in self.open}:
            self._add(self.open[-1][0] if self.open else "", data, self.language)

    @property
    def language(self) -> str:
        """The language in which the text here stands."""
        return self.open[-1][1] if self.open else ""

    def _add(self, where: str, text: str, language: str) -> None:
        if re.search(r"[^\W\d_]", text):
            self.found.append((where, " ".join(text.split()), language))


def visible(html: str) -> list[tuple[str, str, str]]:
    """(element, text, language) of everything that is read."""
    parser = Visible()
    parser.feed(html)
    parser.close()
    return parser.found


def english(html: str, language: str) -> list[tuple[str, str]]:
    """Texts that stand as `language` and hold a word of English."""
    out = []
    for where, text, said in visible(html):
        words: Iterable[str] = re.findall(r"[a-z]+", re.sub(r"\S*[./:@_`]\S*", " ", text.casefold()))
        if said == language and ENGLISH & set(words):
            out.append((where, text))
    return out


def bare(template: str) -> list[tuple[str, str]]:
    """Texts of a Django template that are given to no translation."""
    from django.template.base import Lexer, TokenType

    parts, inside = [], False
    for token in Lexer(template).tokenize():
        name = token.contents.split(" ", 1)[0]
        if token.token_type == TokenType.TEXT:
            parts.append("" if inside else token.contents)
        elif token.token_type == TokenType.BLOCK and name in ("blocktranslate", "endblocktranslate"):
            inside = name == "blocktranslate"
    return [(where, text) for where, text, _ in visible("".join(parts))]
