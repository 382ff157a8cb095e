"""Commands come out of a page byte for byte: read by a parser, by a browser, and after a whole build."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings
from markupsafe import Markup

from nightbook.diagnostics import Severity
from nightbook.pages.html import PLACEHOLDER, command, encode, prose, words_of
from nightbook.pipeline import compile_book
from nightbook.sources.parse import parse
from small_book import CATALOG, RUNBOOK, write
from strategies import as_yaml

NAMES = ("namespace", "a", "pod-name", "x_y")
PIECES = (
    "kubectl -n <namespace> get pods", "--timeout=5m", "`", "```", "~~~", "``` sh", "--8<--", "{{ x }}",
    "{% raw %}", "${A:-b}", "<a>", "<pod-name>", "<x_y", "<unknown>", "</code></pre>", "<!--", "-->",
    "&amp;", "&#60;", "&lt", "&", "<b>", "<script>alert(1)</script>", ":smile:", "++ctrl+c++", "[x](y)",
    "![x](y)", "*a*", "__b__", "==m==", "H~2~O", "\\", "\\\\", "\"", "'", "$(ls)", "# heading",
    "- item", "| a | b |", "1. one", "   ", "\n", "\n\n", "\t", "\r", "\r\n", "ä", "中", "🔥", " ",
    "\u200b", "\ufeff", "\u202e", "\u200e", "[[x]]", "^^ins^^", "{++add++}", "(c)", "...",
    "http://example.com", "a@b.c", "/// note", "!!! note", "???+ x",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=80),
)


class Content(HTMLParser):
    """What a reader of the page gets as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.depth: list[str] = []
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.depth += [tag] if tag != "wbr" else []
        self.names += [value or "" for name, value in attrs if name == "data-name"]

    def handle_endtag(self, tag: str) -> None:
        assert self.depth.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def content(markup: str) -> Content:
    found = Content()
    found.feed(str(markup))
    found.close()
    assert found.depth == []
    return found


@settings(max_examples=1000, deadline=None)
@given(TEXTS, st.sets(st.sampled_from(NAMES)))
@example("a\rb\r\nc\n", set())
@example("\n\nfirst lines are empty\n", set())
@example("<namespace><namespace>-<namespace>", {"namespace"})
def test_a_command_s_text_is_the_source_s(text: str, parameters: set[str]) -> None:
    found = content(command(text, parameters))
    assert found.text == text
    assert {*found.tags} <= {"var", "span", "wbr"}
    assert {*found.names} <= parameters


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_of_the_text_but_letters_and_digits_is_left_bare(text: str) -> None:
    bare = encode(text).replace("&#", "").replace(";", "")
    assert all(letter.isascii() and letter.isalnum() for letter in bare)
    assert content(encode(text)).text == text


@pytest.mark.parametrize(
    ("text", "parameters", "markup"),
    [
        ("ls", (), "ls"),
        ("a<b", (), "a&#60;b"),
        ("<pod>", (), "&#60;pod&#62;"),
        ("<pod>", ("pod",), '<var class="nb-var" data-name="pod" data-place="inside">&#60;pod&#62;</var>'),
        ("x --a=<b>", ("b",), "x&#32;<span class=\"nb-word\">&#45;&#45;a&#61;"
         '<var class="nb-var" data-name="b" data-place="inside">&#60;b&#62;</var></span>'),
        ("a-" + "b" * 40, (), "a&#45;" + "b" * 40),
        ("<Pod> <1> <pod", ("pod",), "&#60;Pod&#62;&#32;&#60;1&#62;&#32;&#60;pod"),
    ],
)  # fmt: skip
def test_placeholders_and_words_with_a_hyphen_are_marked(
    text: str, parameters: tuple[str, ...], markup: str
) -> None:
    assert command(text, parameters) == markup


def test_a_placeholder_says_in_which_place_it_stands() -> None:
    text = 'kubectl -n <a> --name=<pod-name> -p \'{"x":"<x_y>"}\' # <b>'
    found = re.findall(r'data-name="([^"]+)" data-place="([^"]+)"', command(text, NAMES, "shell"))
    assert found == [("a", "word"), ("pod-name", "word"), ("x_y", "inside")]
    assert content(command(text, NAMES, "shell")).text == text


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "a-" * 100_000, " -" * 100_000, "<a" * 100_000, "`" * 200_000]
)
def test_a_very_long_command_comes_out_as_it_is(text: str) -> None:
    assert content(command(text, ("a",))).text == text
    assert content(prose(text)).text.replace("`", "") == text.replace("`", "")


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_prose_keeps_its_words_and_lets_no_tag_through(text: str) -> None:
    found = content(prose(text))
    assert found.text.replace("`", "") == text.replace("`", "")
    assert {*found.tags} <= {"code"}


def test_prose_makes_code_of_what_stands_between_backticks() -> None:
    assert prose("Run `ls -l <x>` & wait") == ("Run <code>ls&#32;&#45;l&#32;&#60;x&#62;</code> &amp; wait")
    assert prose("a ` b") == "a ` b"
    assert prose(Markup("<b>done</b>")) == "<b>done</b>"
    assert prose(3) == "3"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ModelLatencyHigh", "Model Latency High"),
        ("CUDA_ERROR_OOM", "CUDA ERROR OOM"),
        ("GPUMemoryHigh", "GPU Memory High"),
        ("p99-latency:5m", "p99 latency 5m"),
        ("KubePodCrashLooping2x", "Kube Pod Crash Looping2x"),
        ("", ""),
    ],
)
def test_an_alert_s_name_is_split_into_words(name: str, words: str) -> None:
    assert words_of(name) == words


def seeded(count: int) -> list[str]:
    rng = random.Random(7)
    ranges = ((0x20, 0x7E), (0xA0, 0x2FF), (0x2010, 0x206F), (0x4E00, 0x4E40), (0x1F300, 0x1F320))
    texts = list(PIECES)
    while len(texts) < count:
        text = ""
        for _ in range(rng.randint(1, 8)):
            low, high = rng.choice(ranges)
            text += rng.choice((rng.choice(PIECES), chr(rng.randint(low, high))))
        texts.append(text)
    return texts


@pytest.mark.browser
def test_a_browser_reads_back_the_source(browser: Any) -> None:
    texts = seeded(300)
    page = browser.new_page()
    codes = "".join(f"<pre><code>{command(text, NAMES)}</code></pre>" for text in texts)
    page.set_content(f'<!doctype html><meta charset="utf-8"><title>x</title>{codes}')
    found = page.evaluate("[...document.querySelectorAll('pre > code')].map(code => code.textContent)")
    page.close()
    assert found == texts


class Codes(HTMLParser):
    """The text of every `pre > code` of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag == "code" and self.open[-1:] == ["pre"]:
            self.found.append("")
        if tag not in ("meta", "link", "img", "input", "br", "hr", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "code" in self.open and "pre" in self.open:
            self.found[-1] += data


EXTENSIONS = """\
markdown_extensions:
  - pymdownx.snippets: {check_paths: true}
  - pymdownx.superfences
  - pymdownx.inlinehilite
  - pymdownx.highlight
  - pymdownx.keys
  - pymdownx.critic
  - pymdownx.caret
  - pymdownx.mark
  - pymdownx.tilde
  - pymdownx.smartsymbols
  - pymdownx.magiclink
  - pymdownx.betterem
  - pymdownx.details
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.emoji
  - pymdownx.arithmatex: {generic: true}
  - admonition
  - attr_list
  - md_in_html
  - tables
  - footnotes
  - abbr
"""


@pytest.mark.slow
@pytest.mark.parametrize("extensions", ["", EXTENSIONS], ids=["bare", "with every extension"])
def test_after_a_build_every_command_is_the_source_s(extensions: str, tmp_path: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    texts = [text for text in seeded(400) if text.strip() and _may_be_written(text)]
    theme = "theme: {name: material, font: false}\n"
    config = f"site_name: x\ndocs_dir: runbooks\nplugins: [nightbook]\n{theme}{extensions}"
    write(tmp_path, {"mkdocs.yml": config, "runbooks/catalog/all.yaml": CATALOG})
    texts = _without_errors(tmp_path, texts)
    build(load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
    page = Codes()
    page.feed((tmp_path / "site" / "serving" / "late" / "index.html").read_text("utf-8"))
    assert len(texts) > 250
    assert page.found[: len(texts)] == texts


def _without_errors(folder: Path, texts: list[str]) -> list[str]:
    """Writes a runbook of these commands, less those that a check refuses; gives the commands written."""
    for _ in range(9):
        commands = {f"step-{n}": text for n, text in enumerate(texts)}
        steps = [{"id": name, "do": "Run it", "run": {"config": text}} for name, text in commands.items()]
        body = as_yaml({"steps": {"contain": steps, "end": [{"id": "z", "end": "Close it."}]}})
        names = {name for text in texts for name in PLACEHOLDER.findall(text)}
        body += as_yaml({"parameters": {name: {"ask": "Which?", "example": "x"} for name in sorted(names)}})
        changes = RUNBOOK[RUNBOOK.index("changelog:") :]
        write(folder, {"runbooks/serving/late.yaml": RUNBOOK.partition("steps:")[0] + body + changes})
        compiled = compile_book(folder / "mkdocs.yml")
        lines = {each.span.line for each in compiled.diagnostics if each.severity is Severity.ERROR}
        spans = [compiled.book.entries[0].span(("steps", "contain", n)) for n in range(len(texts))]
        kept = [
            text
            for text, at in zip(texts, spans, strict=True)
            if not lines & {*range(at.line, at.end_line + 1)}
        ]
        if kept == texts:
            break
        texts = kept
    return texts


def _may_be_written(text: str) -> bool:
    """Whether a source may hold the text at all; others are faults of the loader or of a check."""
    document, _ = parse(as_yaml({"a": text}), "x.yaml")
    return document is not None and document.data == {"a": text}
