"""What we know of MkDocs-Material's markup: a page of the theme -> the same page with less to fetch.

Whatever the theme writes differently one day stays as it is: the page is heavier then, and works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .pages import assets

_SHEET = re.compile(
    r'\s*<link rel="stylesheet" href="[^"]*assets/stylesheets/(?:main|palette)\.\w+\.min\.css">'
)
_BUNDLE = re.compile(r'<script src="([^"]*assets/javascripts/bundle\.\w+\.min\.js)"></script>')
_ICON = re.compile(r'<link rel="icon" href="[^"]*assets/images/favicon\.png">')
_PALETTE = re.compile(r'<script>var palette=__md_get\("__palette"\).*?</script>', re.DOTALL)
_SCHEME = (
    "<script>(function(b,s,m){try{if(__md_get('__palette'))return}catch(e){}"
    "m=[].find.call(document.querySelectorAll('[data-md-color-media]'),function(e){"
    "return(s=e.getAttribute('data-md-color-media'))&&matchMedia(s).matches});"
    "if(m)['scheme','primary','accent'].forEach(function(n){n='data-md-color-'+n;b.setAttribute(n,m.getAttribute(n))})"
    "})(document.body)</script>"
)
"""The theme's script would choose between light and dark; until it comes, this does."""
_OVERDUE = re.compile(r"<p [^>]*\bdata-nb-due=.*?</p>", re.DOTALL)
_LIFE_RING = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='5.5' fill='none'"
    " stroke='%23c62828' stroke-width='5'/><path d='M8 0v5M8 11v5M0 8h5M11 8h5' stroke='white' stroke-width='3'/></svg>"
)


def one_sheet(theme: Iterable[str], has_palette: bool) -> tuple[str, bytes]:
    """The theme's style sheets and ours as one file: its address below the root and its bytes.

    `theme` are the folders of the theme. Each file less is a request less on a bad connection.
    """
    wanted = ("main", "palette") if has_palette else ("main",)
    found = [_newest(theme, name) for name in wanted]
    content = b"\n".join([*(file.read_bytes() for file in found if file), assets.style_sheet()])
    return assets.address("site.css", content), content


def _newest(theme: Iterable[str], name: str) -> Path | None:
    files = [file for folder in theme for file in Path(folder).glob(f"assets/stylesheets/{name}.*.min.css")]
    return files[0] if files else None


def lean(output: str, to_root: str, sheet: str, *, theme_waits: bool = True) -> str:
    """The page with one style sheet, scripts that do not hold the first paint back, and no icon to fetch.

    `to_root` leads from the page to the site's root, `sheet` is the address of the one style sheet. `theme_waits`:
    our script fetches the theme's when a reader needs it; not where scripts of the site's own may count on it.
    The link to the repository stays and no longer asks its host for stars and forks.
    """
    root = to_root or "./"
    output, links = _SHEET.subn("", output)
    ours = f'<link rel="stylesheet" href="{root}{sheet}">' if links else _own_sheet(root)
    theme = _BUNDLE.search(output) if theme_waits else None
    waiting = f' data-theme="{theme[1]}"' if theme else ""
    script = f'<script defer src="{root}{assets.script_address()}"{waiting}></script>'
    if theme:
        output = _PALETTE.sub(lambda found: found[0] + _SCHEME, output.replace(theme[0], "", 1), count=1)
    output = _before_own_sheets(output, f"{assets.EARLY}{ours}{script}")
    output = _OVERDUE.sub(rf"\g<0>{assets.AFTER_BANNERS}", output, count=1)
    output = _ICON.sub(f'<link rel="icon" href="data:image/svg+xml,{_LIFE_RING}">', output, count=1)
    return output.replace(' data-md-component="source"', "")


def _own_sheet(root: str) -> str:
    return f'<link rel="stylesheet" href="{root}{assets.style_address()}">'


def _before_own_sheets(output: str, head: str) -> str:
    """The style sheets that a site adds in `extra_css` come after ours, and win."""
    at = output.find('<link rel="stylesheet"')
    at = at if 0 <= at < output.find("</head>") else output.find("</head>")
    return f"{output[:at]}{head}{output[at:]}" if at >= 0 else output
