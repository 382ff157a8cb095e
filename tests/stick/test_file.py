"""One page as one file: where its links lead, and that nothing else may run or be fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from nightbook.pages.page import Block, Page
from nightbook.pages.stick import Stick
from nightbook.stick.file import Around, file_html
from nightbook.stick.write import file_names

NAMES = {"": "index.html", "contacts/": "contacts.html", "handbook/": "handbook.html", "a/one/": "one.html", "a/two/": "two.html"}  # fmt: skip  # noqa: E501
LINKS = (
    '<p><a class="x" href="../two/#step-go">Two</a> <a href="../../contacts/">Everyone</a> <a href="#top">Top</a> '
    '<a href="../../changelog/#a">Changes</a> <a href="tel:+49">Call</a> <a href="https://x.example/">X</a></p>'
)


def page(uri: str, html: str = "", source: str = "") -> Page:
    return Page(uri, "A & B", (Block("A & B", 1, "top", html),), source=source)


def around(address: str = "", sheets: dict[str, bytes] | None = None) -> Around:
    return Around("Night & day", address, "2026-11-20", NAMES, sheets or {})


def body(text: str) -> str:
    return text[text.index("</h1>") + 5 : text.index("</article>")].strip()


def test_a_link_leads_to_the_file_beside_it_or_to_the_site() -> None:
    assert body(file_html(page("a/one", LINKS), around("https://books.example/v/"))) == (
        '<p><a class="x" href="two.html#step-go">Two</a> <a href="contacts.html">Everyone</a> '
        '<a href="#top">Top</a> <a href="https://books.example/v/changelog/#a">Changes</a> '
        '<a href="tel:+49">Call</a> <a href="https://x.example/">X</a></p>'
    )


def test_a_link_that_nobody_knows_the_address_of_is_plain_text() -> None:
    assert "<span>Changes</span>" in body(file_html(page("a/one", LINKS), around()))


def test_the_policy_names_every_script_and_style_and_nothing_else() -> None:
    sheets = {"assets/nightbook/h.css": b".own { color: red }"}
    html = '<link rel="stylesheet" href="../../assets/nightbook/h.css"><script>go("</b>")</script>'
    text = file_html(page("a/one", html), around(sheets=sheets))
    [policy] = re.findall('Content-Security-Policy" content="([^"]*)"', text)
    scripts = re.findall("<script>(.*?)</script>", text, re.DOTALL)
    styles = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    assert len(scripts) == 3
    assert ".own { color: red }" in styles[0]
    assert "<link" not in text
    assert re.findall("sha256-([^']*)", policy) == [hashed(each) for each in (*styles, *scripts)]
    assert re.sub("'sha256-[^']*' ?", "", policy) == (
        "default-src 'none'; style-src ; script-src ; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_a_style_sheet_that_is_none_of_the_site_s_is_left_out() -> None:
    html = '<link rel="stylesheet" href="../../ours.css"><link rel="stylesheet" href="https://x.example/x.css"><p>a</p>'
    assert body(file_html(page("a/one", html), around())) == "<p>a</p>"


def hashed(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def test_names_are_escaped_and_the_day_of_the_copy_is_said() -> None:
    text = file_html(page("a/one"), around())
    assert "<title>A &amp; B - Night &amp; day</title>" in text
    assert "<p>Copy of 2026-11-20</p>" in text


def test_dark_is_what_it_is_on_the_site() -> None:
    text = file_html(page("a/one"), around())
    dark = text[text.rindex("@media screen and (prefers-color-scheme: dark)") : text.index("</style>")]
    assert "--nb-danger: #ff8a93" in dark
    assert 'data-md-color-scheme="slate"' not in dark


def test_runbooks_are_called_by_their_ids_and_never_like_another_file() -> None:
    ids = ("one", "contacts", "index", "handbook-area-x")
    runbooks = tuple(page(f"a/{name}", source=f"{name}.yaml") for name in ids)
    handbook = (page("handbook/index"), page("handbook/area/x"))
    names = file_names(Stick(page("index"), runbooks, page("contacts"), handbook, {}))
    assert list(names.values()) == [
        *("index.html", "contacts.html", "handbook.html", "handbook-area-x.html"),
        *("one.html", "contacts-runbook.html", "index-runbook.html", "handbook-area-x-runbook.html"),
    ]
