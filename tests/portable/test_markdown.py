"""Headings and HTML blocks go through Markdown as they are."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown  # type: ignore[import-untyped]

from nightbook.pages.page import Block, Page, SearchEntry
from nightbook.pipeline import compile_book, render_book
from nightbook.portable.markdown import heading_line, page_text, raw_html

from .article import parsed
from .book import PROJECT, WORDS

NEEDED = ("attr_list", "tables", "fenced_code", "toc")
OTHERS = (
    *("abbr", "admonition", "def_list", "footnotes", "md_in_html", "sane_lists", "nl2br", "smarty", "meta"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink"),
    *("pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences"),
    *("pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde", "pymdownx.blocks.html"),
)
"""What a reader of the folder may switch on for pages of their own."""

HEADING = 6
"""Nodes that a heading with its permanent link has."""

extensions = pytest.mark.parametrize("extensions", [NEEDED, (*NEEDED, *OTHERS)], ids=["ours", "many"])


@cache
def markdown(extensions: tuple[str, ...]) -> Markdown:
    return Markdown(
        extensions=list(extensions),
        extension_configs={"toc": {"permalink": True, "permalink_title": "Permanent link"}},
    )


def converted(text: str, extensions: tuple[str, ...]) -> str:
    return str(markdown(extensions).reset().convert(text))


def printable(text: str) -> bool:
    return text.isprintable() and bool(text.strip())


@extensions
@settings(deadline=None)
@given(st.text(max_size=60).filter(printable))
@example("a { #b .c d=e }")
@example("# a # {#x} \\{ <b>&amp;</b> #")
@example("1. - + * > ``` ~~~ [x](y) ![z] :smile: H~2~O (c) 1/2 -- ... --8<--")
@example("\u00a0é\u0301 漢字 🚀 &copy; *[a]: _b_ \\")
def test_a_heading_of_any_printable_text_renders_to_itself(extensions: tuple[str, ...], text: str) -> None:
    line = heading_line(Block(text, 2, "anchor-1", ""))
    html = converted(f"{line}\n\n<p>x</p>\n", extensions)
    found = parsed(html)
    said = " ".join(text.split())
    assert found.nodes[0] == ("h2", [("id", "anchor-1")])
    assert found.text == " ".join(f"{said}¶ x".split()), line
    tokens = markdown(extensions).toc_tokens
    assert [parsed(token["name"]).text for token in tokens] == [said]


@extensions
def test_no_block_of_the_example_book_is_changed(extensions: tuple[str, ...]) -> None:
    compiled = compile_book(PROJECT / "mkdocs.yml")
    blocks = {block.html for page in render_book(compiled).pages for block in page.blocks}
    for html in sorted(blocks):
        written = raw_html(html.strip())
        assert "\n\n" not in written
        around = parsed(converted(f"## h\n\n{written}\n\n## i\n", extensions)).nodes
        assert around[HEADING:-HEADING] == parsed(html).nodes


@extensions
@pytest.mark.parametrize(
    "html",
    [
        "<pre>a\n\n\tb  \n   \n```\n~~~\n</pre>",
        "<div>\n```\nx\n```\n\n    y\n\n</div>\n      <p>z</p>",
        '<div title="a\n\n\tb ``` {{ c }}">--8&lt;-- "x"</div>',
        "<p>a</p>text at the top <b>and an element</b> in *it*",
        "<b>only</b> text",
        "<p>a</p><p>b</p><div><div>c</div></div><p><a href='#x\ny'>d</a></p>",
        f"<p>{'<i>x</i>' * 400}</p>",
        '<p class="a">' + "x" * 2000 + '</p><p class="b">' + "<i>y</i>" * 400 + "</p>",
        "<p>" + '<a href="#x" class="y">x</a>' * 400 + "</p>",
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><text>a *b* `c`</text></svg>',
        "<div><!-- a\n\n```\n\nb --><script>let a = `x`, b = {};\n\nc</script></div>",
        "<details open><summary>a</summary><table><tr><td><var>b</var></td></tr></table></details>",
        "<p>never closed",
        f"<p>{WORDS.replace('&', '&amp;').replace('<', '&lt;')}</p>",
    ],
)
def test_what_a_template_of_the_sites_own_may_hold_is_not_changed(
    extensions: tuple[str, ...], html: str
) -> None:
    if html.endswith("closed"):
        written = converted(f"{raw_html(html)}\n\n## after {{ #after }}", extensions)
        assert '<h2 id="after">' in written
        return
    before = parsed(html).nodes
    after = parsed(converted(raw_html(html), extensions)).nodes
    assert after in (before, [("div", []), *before, "/div"])


def test_the_front_matter_holds_title_description_and_what_search_shall_do() -> None:
    block = Block("A", 1, "top", "<p>x</p>")
    page = Page("a", 'A: "b" # c\u2028', (block,), (SearchEntry("", "A", "x", 4.0),), "D\u007f: {e}")
    head = '---\ntitle: "A: \\"b\\" # c\\u2028"\ndescription: "D\\u007f: {e}"\nsearch:\n  boost: 4\n---\n'
    assert page_text(page) == f"{head}\n# A {{ #top }}\n\n<p>x</p>\n"
    assert "search:\n  exclude: true\n" in page_text(Page("a", "A", (block,)))
