"""A built page -> what its article says: words, ids, commands, and every element in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_SCRIPT = re.compile(r"<script>.*?</script>|<div class=\"nb-offline\" hidden></div>", re.DOTALL)
_VOID = ("br", "hr", "img", "input", "link", "meta", "wbr")


@dataclass
class Article:
    """`nodes` are tags with their attributes and texts; white space counts in preformatted text only."""

    nodes: list[object] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


def article_of(html: str) -> Article:
    """The content of the one `<article>` of a page, without the scripts that our own plugin puts there."""
    start = html.index(">", html.index("<article")) + 1
    return parsed(_SCRIPT.sub("", html[start : html.index("</article>")]))


def parsed(html: str) -> Article:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.put_text()
    assert not reader.open, f"still open: {reader.open}"
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Article()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.put_text()
        # Ids that begin so are the theme's own.
        self.found.ids += [value for name, value in attrs if name == "id" and value and value[:2] != "__"]
        self.found.nodes.append((tag, sorted((name, value or "") for name, value in attrs)))
        if tag not in _VOID:
            self.open.append(tag)
        if self.open[-2:] == ["pre", "code"] and tag == "code":
            self.found.commands.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.put_text()
        if tag not in _VOID:
            assert self.open.pop() == tag
            self.found.nodes.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += data

    def put_text(self) -> None:
        text, self.text = self.text, ""
        self.found.said.append(text)
        if "pre" in self.open:
            if "code" in self.open:
                self.found.commands[-1] += text
            self.found.nodes.append(text)
        elif text.strip():
            self.found.nodes.append(" ".join(f"|{text}|".split()))
