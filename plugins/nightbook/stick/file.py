"""A page -> one file of HTML that brings its styles and scripts along and asks nobody for anything.

A Content-Security-Policy names the hashes of these styles and scripts; nothing else may run or be fetched.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from ..pages import assets
from ..pages.article import article
from ..pages.links import resolved
from ..pages.page import Page

_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]*)">')
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ANCHOR = re.compile(r'<a\b([^>]*) href="(?!#|[a-z][a-z0-9+.-]*:|//)([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_SLATE = '[data-md-color-scheme="slate"]'
_DARK = re.compile(rf"([^{{}}]*{re.escape(_SLATE)}[^{{}}]*)(\{{[^{{}}]*\}})")


@dataclass(frozen=True)
class Around:
    """What a file knows of the others: the site's name and address ("" when unknown), the day on which the folder is
    made, the files by the addresses of their pages, the style sheets that pages link to by theirs.
    """

    site: str
    address: str
    made: str
    names: Mapping[str, str]
    sheets: Mapping[str, bytes]


def file_html(page: Page, around: Around) -> str:
    """The whole file. The same page gives the same text.

    A style sheet that is none of the site's (a template of its own may link to any) is left out.
    """
    body = article(page)
    styles = [
        _styles(),
        *(around.sheets.get(resolved(page.url, link), b"").decode() for link in _SHEET.findall(body)),
    ]
    body = _ANCHOR.sub(lambda found: _link(found, page.url, around), _SHEET.sub("", body))
    style = "\n".join(styles)
    script = assets.script().decode().replace("</script", "<\\/script")
    scripts = [*_SCRIPT.findall(assets.EARLY + body), script]
    policy = (
        f"default-src 'none'; style-src {_hashes([style])}; script-src {_hashes(scripts)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return f"""\
<!doctype html>
<html lang="en" class="no-js">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page.title)} - {escape(around.site)}</title>
{assets.EARLY}
<style>{style}</style>
</head>
<body>
<header class="nb-bar"><nav aria-label="This copy">{_doors(page, around)}</nav><p>Copy of {around.made}</p></header>
<main class="md-content">
<article class="md-content__inner md-typeset">
{body}
</article>
</main>
<footer class="nb-foot"><p>{_copy_of(page, around)}</p></footer>
<script>{script}</script>
</body>
</html>
"""


def _doors(page: Page, around: Around) -> str:
    doors = (("", "All runbooks"), ("contacts/", "Everyone"), ("handbook/", "Handbook"))
    return " ".join(
        f'<a href="{around.names[url]}"{" aria-current=page" if url == page.url else ""}>{words}</a>'
        for url, words in doors
    )


def _copy_of(page: Page, around: Around) -> str:
    name = escape(around.site)
    if not around.address:
        return f"{name}, copied on {around.made}."
    newest = escape(f"{around.address.rstrip('/')}/{page.url}")
    return f'{name}, copied on {around.made}. The newest: <a href="{newest}">{newest}</a>'


def _link(found: re.Match[str], here: str, around: Around) -> str:
    """A link to a page of the site -> to its file, to the site itself, or no link where nobody knows the address."""
    before, link, after, words = found.groups()
    there = resolved(here, link)
    url, hash_mark, anchor = there.partition("#")
    if url in around.names:
        href = f"{around.names[url]}{hash_mark}{anchor}"
    elif around.address:
        href = f"{around.address.rstrip('/')}/{there}"
    else:
        return f"<span{before}{after}>{words}</span>"
    return f'<a{before} href="{href}"{after}>{words}</a>'


def _hashes(texts: list[str]) -> str:
    found = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{each}'" for each in dict.fromkeys(found))


@cache
def _styles() -> str:
    """A small sheet in place of the theme's, then ours, dark where the reader's device is."""
    ours = _COMMENT.sub("", assets.style_sheet().decode())
    base = files(__package__).joinpath("base.css").read_text("utf-8")
    rules = (f"{selector.strip().replace(_SLATE, ':root')} {body}" for selector, body in _DARK.findall(ours))
    dark = "\n".join(rules)
    return (
        f"{_COMMENT.sub('', base)}\n{ours}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
    )
