"""Where each `<name>` of a command stands, which decides what a value may hold there.

| place | the placeholder stands | what goes in |
|---|---|---|
| `word` | in a word of the shell, outside quotes | everything, quoted where it must be |
| `inside` | in quotes, a substitution, a comment, a text that another program reads again | signs without a meaning |
| `text` | in a string of SQL, PromQL, LogQL or Python | the same, and spaces and commas |
| `token` | outside the strings of these languages | a name or a number |
| `plain` | in words that only a person reads | everything |

`token-` and `inside-` stand right after a hyphen, where a minus would begin a comment (`1-<n>`).

What is not understood for certain counts as the narrower place: the mistake costs a locked copy button, never more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

PLACEHOLDER: Final = re.compile(r"<([a-z][a-z0-9_-]*)>")

_READ_AGAIN = re.compile(
    r"(?<![\w.-])(?:(?:ba|z|da|a|k|fi|t?c)?sh|ssh|mosh|pdsh|eval|watch|su|parallel|xargs|trap|alias|source|script|"
    r"tmux|screen|expect|entr|ansible|salt|for|select|case|set[ ]+--|read|let|unset|declare|typeset|local|export|"
    r"printf[ ]+-v|test[ ]+-v)(?![\w.=-])|\[\[|\$\[|`"
)
"""Words that make a shell read a text twice, or split what a variable holds: quoting once is not enough."""

_REWRITES = re.compile(r"(?<![\w.-])(?:sed|perl)(?![\w.-])")
_IS_PROGRAM = re.compile(r"['\"]|(?<![A-Za-z_-])[sy][/|#,@:%+]")
_CHANGES_QUOTES = re.compile(r"[$\\<]$|\[[^\]]*$")
_ASSIGNMENT = re.compile(r"\w+\+?=")
_COMMAND_BEGINS = re.compile(
    r"(?:^|[;|&(){}\n!]|\b(?:then|do|else|elif|if|while|until|time))[ \t]*(?:\w+\+?=\S*[ \t]+)*$"
)
_FAR = 300
"""A word that is longer than this is not looked at: it counts as the narrower place."""

_CODE = re.compile(
    r"(?P<skip>\\.|\$'(?:\\.|[^'\\])*'|\$\{\w+\}|\$\(\([^()'\"`]*\)\)|'[^']*')"
    r"|(?P<name><[a-z][a-z0-9_-]*>)"
    r"|(?P<comment>(?:(?<=[\s;|&(])|\A)\#[^\n'\"`]*(?=\n|\Z))"
    r"|(?P<unsure>(?:(?<=[\s;|&(])|\A)\#)"  # a quote in a comment: zsh reads it at a prompt
    r"|<<<|<<(?P<tabs>-?)[ \t]*(?P<until>\\?\w+|'[^'\n]+'|\"[^\"\n]+\")(?=[\s;|&<>)]|\Z)"
    r"|(?P<doubt>\(\(|=\(|\$\{|'|<<)"
    r"|(?P<open>\$?\"|\$\()|(?P<group>[()])"
    r"|(?P<gap>[\s;|&<>])"
    r"|[^\\$'\"`()<>#=\s;|&]+|.",
    re.DOTALL,
)
_QUOTED = re.compile(
    r"(?P<skip>\\.|\$\{\w+\}|\$\(\([^()'\"`]*\)\))|(?P<unsure>\$\{)|(?P<open>\$\()|(?P<close>\")|[^\\$\"]+|.",
    re.DOTALL,
)

_STRINGS = {
    "sql": re.compile(
        r"(?P<text>'(?:''|[^'\\])*'|\"(?:\"\"|[^\"\\])*\")"
        r"|(?P<inside>--[^\n'\"]*(?=\n|\Z)|/\*(?:(?!/\*).)*?\*/|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$|`[^`]*`)"
        r"|(?P<unsure>['\"`]|/\*|--|\#[^\n'\"]*['\"])|\#[^\n'\"]*",
        re.DOTALL,
    ),
    "promql": re.compile(
        r"(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`[^`]*`)|(?P<inside>\#[^\n]*)|(?P<unsure>['\"`])"
    ),
    "python": re.compile(
        r"(?i:\b[rb]{0,2}f[rb]?)(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\")"
        r"|(?P<text>'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\")"
        r"|(?P<inside>\#[^\n]*)|(?P<unsure>['\"])",
        re.DOTALL,
    ),
}
_STRINGS["logql"] = _STRINGS["promql"]
_RUNS_TEXT = re.compile(
    r"(?i)\b(?:execute|program|dblink\w*|system|popen|subprocess|shell|eval|exec|compile|read_sql\w*|sql|query|run)\b"
)
"""Words after which a string of SQL or Python may be read as a program again."""


def places(text: str, language: str, names: Collection[str]) -> list[str]:
    """A place for each declared placeholder of a command, in their order. Never raises, whatever the text."""
    found = [match for match in PLACEHOLDER.finditer(text) if match[1] in names]
    if not found:
        return []
    if language == "click":
        return ["plain"] * len(found)
    if language == "shell":
        standing = _shell(text)
    elif language in _STRINGS:
        standing = _other(text, language)
    else:
        standing = {}
    rest = "token" if language in _STRINGS else "inside"
    return [_after_hyphen(text, at.start(), standing.get(at.start(), rest)) for at in found]


def _after_hyphen(text: str, start: int, place: str) -> str:
    return f"{place}-" if place in ("inside", "token") and text[start - 1 : start] == "-" else place


def _other(text: str, language: str) -> dict[int, str]:
    """The placeholders that stand in a string or a comment; the rest are tokens."""
    standing: dict[int, str] = {}
    string = "inside" if language in ("sql", "python") and _RUNS_TEXT.search(text) else "text"
    for part in _STRINGS[language].finditer(text):
        if part["unsure"]:  # a quote that does not end
            return {}
        place = string if part["text"] else "inside" if part["inside"] else "token"
        for name in PLACEHOLDER.finditer(part[0]):
            standing[part.start() + name.start()] = place
    return standing


def _shell(text: str) -> dict[int, str]:
    """The placeholders in plain words, and those in a program for sed; the rest stand inside something."""
    try:
        words = list(_words(text))
    except _UncertainError:
        return {}
    if _READ_AGAIN.search(text):
        return {at: place for at, place in words if place != "word"}
    return dict(words)


class _UncertainError(Exception):
    """The shell may read the text in another way than this module does."""


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Reads a text as a shell does. Raises _UncertainError at what only a shell understands."""
    rewrites = bool(_REWRITES.search(text))
    opened: list[str] = []  # what closes each open thing, the innermost last
    waiting: list[str] = []  # the last lines of the here-documents that begin on the next line, as patterns
    at = begin = 0  # `begin` is where the word begins
    while at < len(text):
        quoted = opened[-1:] == ['"']
        part = (_QUOTED if quoted else _CODE).match(text, at)
        assert part  # each of the two matches any character
        kind, end = part.lastgroup, part.end()
        if kind in ("unsure", "doubt"):
            raise _UncertainError
        if rewrites and (end - begin > _FAR or _IS_PROGRAM.search(text, begin, end)):
            for name in PLACEHOLDER.finditer(part[0]):
                yield at + name.start(), "token"
        elif kind == "name" and not opened and _is_plain(text, begin, at):
            yield at, "word"
        elif kind == "until":
            tabs = r"\t*" if part["tabs"] else ""
            last = re.escape(part["until"].strip("\\'\""))
            waiting.append(rf"^{tabs}{last}$\n?")
        if kind == "open":
            opened.append('"' if part[0].endswith('"') else ")")
        elif kind == "close" or (part[0] == ")" and opened and not quoted):
            opened.pop()
        elif part[0] == "(" and opened and not quoted:
            opened.append(")")
        if part[0] == "\n" and not quoted and waiting:
            end = _after(text, end, waiting)
        if not opened and kind in ("gap", "group", "until"):
            begin = end
        at = end
    if opened or waiting:
        raise _UncertainError


def _is_plain(text: str, begin: int, at: int) -> bool:
    """Whether a quoted value stays one value here: in a word that begins at `begin`, up to `at`.

    It does not in an assignment, whose value is split later, in a subscript, and after a sign that changes a quote.
    """
    if at - begin > _FAR or _CHANGES_QUOTES.search(text[begin:at]):
        return False
    return not (
        _ASSIGNMENT.match(text, begin, at) and _COMMAND_BEGINS.search(text[max(0, begin - _FAR) : begin])
    )


def _after(text: str, at: int, waiting: list[str]) -> int:
    """Where the here-documents that begin at `at` are over; empties `waiting`."""
    while waiting:
        end = re.compile(waiting.pop(0), re.MULTILINE).search(text, at)
        if (
            not end or "\\\n" in text[at : end.start()]
        ):  # a backslash hides the end of a line, and of the text
            raise _UncertainError
        at = end.end()
    return at
