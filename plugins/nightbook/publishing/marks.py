"""The text of one page: what publishing reads in it, the notes that it puts into an old one and takes out.

A note stands between two comments, right after a placeholder that the templates left. The placeholder stays:
taking the notes out gives the page byte for byte as it was built, and a later publish writes them anew.
A page without a placeholder (Markdown, a site's own template) has its note at the start of its content: after
the first `<article>`, else the first `<main>`, else `<body>`, outside of comments, scripts and styles.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

_OPEN, _CLOSE = "<!--nb-superseded-->", "<!--/nb-superseded-->"
_NOTE = re.compile(f"{_OPEN}.*?{_CLOSE}", re.DOTALL)
_INSIDE = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
_PAGE = re.compile(rf'<div class="nb-superseded" data-nb-latest=""{_INSIDE}></div>')
_STEP = re.compile(
    rf'<(?P<tag>span|p) class="nb-superseded-step" data-nb-step="(?P<anchor>[^"]*)"{_INSIDE}></(?P=tag)>'
)
_SKIPPED = r"<!--.*?-->|<(?P<skip>script|style|template|noscript|svg)\b.*?</(?P=skip)\s*>"
_START = re.compile(
    rf"{_SKIPPED}|(?P<start><(?P<tag>article|main|body)\b{_INSIDE}>)", re.DOTALL | re.IGNORECASE
)
_META = re.compile(rf"<meta\b{_INSIDE}>", re.IGNORECASE)
_ONWARD = re.compile(r"""content=(["'])\s*\d+\s*;\s*url=(?P<url>.*?)\1""", re.IGNORECASE)
_ID = re.compile(r"""\sid="([^"]+)\"""")
_H1 = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def plain(page: str) -> str:
    """The page as it was built, without the notes of an earlier publish."""
    return _NOTE.sub("", page) if _OPEN in page else page


def noted(page: str, note: str, step_note: Callable[[str], str]) -> str:
    """The page with a note on it and on each step; `step_note` takes a step's anchor. Notes are HTML."""

    def after_step(found: re.Match[str]) -> str:
        tag = found["tag"]
        said = f'<{tag} class="nb-superseded-step">{step_note(found["anchor"])}</{tag}>'
        return f"{found[0]}{_OPEN}{' ' if tag == 'span' else ''}{said}{_CLOSE}"

    page = _STEP.sub(after_step, plain(page))
    at = _place(page)
    return f'{page[:at]}{_OPEN}<div class="nb-superseded" role="note">{note}</div>{_CLOSE}{page[at:]}'


def is_runbook(page: str) -> bool:
    """Whether our templates made it, of a runbook."""
    return bool(_PAGE.search(page))


def anchors(page: str) -> frozenset[str]:
    """Every id on the page."""
    return frozenset(unescape(found) for found in _ID.findall(page))


def leads_to(page: str) -> str:
    """The address that a redirect leads to, as it stands there; "" when the page is no redirect."""
    for meta in _META.findall(page.partition("</head>")[0]):
        onward = _ONWARD.search(meta)
        if onward and re.search(r"http-equiv=.?refresh", meta, re.IGNORECASE):
            return unescape(onward["url"].strip())
    return ""


def title(page: str) -> str:
    """What the page calls itself, "" when it has no title."""
    found = _H1.search(page) or _TITLE.search(page)
    return " ".join(unescape(_TAG.sub("", _PERMALINK.sub("", found[1]))).split()) if found else ""


def content_start(page: str) -> int:
    """The offset at which a page's content starts; its end when there is nothing to go by."""
    starts: dict[str, int] = {}
    for found in _START.finditer(page):
        if found["start"]:
            starts.setdefault(found["tag"].lower(), found.end())
        if "article" in starts:
            break
    return next((starts[tag] for tag in ("article", "main", "body") if tag in starts), len(page))


def _place(page: str) -> int:
    placeholder = _PAGE.search(page)
    return placeholder.end() if placeholder else content_start(page)
