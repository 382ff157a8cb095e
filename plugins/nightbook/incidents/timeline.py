"""An Incident -> Markdown, the first half of its postmortem.

`assets/scripts/timeline.js` writes the same bytes on the phone, and a test compares the two: what is changed here is
changed there. The form to fill in is `model.incident.FORM`, for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.incident import FORM, Incident, LogEntry

_ODD = re.compile("[\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069]+")
_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PLACE = re.compile(r"( ?)\{([a-z]+)\}")


def markdown(incident: Incident) -> str:
    """The whole text, with a line end at its end."""
    facts = _facts(incident)

    def fill(found: re.Match[str]) -> str:
        return facts[found[2]] and found[1] + facts[found[2]]

    return re.sub("[\ud800-\udfff]", "\ufffd", _PLACE.sub(fill, FORM))


def spoken(seconds: int | None) -> str:
    """`1 h 2 min 5 s`; "" where nothing is known."""
    if seconds is None:
        return ""
    parts = ((seconds // 3600, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"


def _facts(incident: Incident) -> dict[str, str]:
    used = dict.fromkeys(entry.runbook for entry in incident.entries)
    books = {name: incident.runbooks[name] for name in used if name in incident.runbooks}
    titles = [_safe(book.title) for book in books.values()]
    restored, path, last = incident.restored, incident.path, incident.entries[-1:]
    return {
        "title": (titles[0] if titles else "") or _safe(incident.id),
        "id": _safe(incident.id),
        "severity": ", ".join(dict.fromkeys(_safe(book.severity) for book in books.values())),
        "runbooks": _lines(
            f"- Runbook: {name} v{_safe(book.version)} (source {_safe(book.source)})"
            for name, book in books.items()
        ),
        "environment": _safe(incident.environment),
        "who": _safe(incident.who),
        "began": _time(incident.began),
        "restored": _time(restored.at) if restored else "",
        "last": _time(last[0].at) if last else "",
        "diagnose": spoken(incident.seconds_to(incident.diagnosed)),
        "restore": spoken(incident.seconds_to(restored)),
        "path": _lines(
            f"{number}. **{_safe(way.title)}** {_safe(way.answer)} → {_safe(way.to_title)}"
            for number, way in enumerate(path, 1)
        ),
        "values": _lines(f"- {name}: {_safe(incident.values[name])}" for name in sorted(incident.values)),
        "timeline": _lines(
            f"| {' | '.join((_time(entry.at), *map(_safe, _words(incident, entry))))} |"
            for entry in incident.entries
        ),
        "commands": "\n\n".join(_fenced(entry) for entry in incident.entries if entry.kind == "copied"),
    }


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _time(text: str) -> str:
    return text.replace("T", " ", 1)[:19]


def _flat(text: str) -> str:
    """One line, without what commands a terminal or turns text around."""
    return _ODD.sub(" ", text).strip(" ")


def _safe(text: str) -> str:
    """Text that Markdown shows as it was typed, in a table too, and that is never HTML."""
    lines = (_flat(line) for line in re.split(r"[\r\n]+", text))
    joined = "\n".join(line for line in lines if line)
    encoded = re.sub(r"&(?=[#A-Za-z0-9_]+;)", "&amp;", joined).replace("<", "&lt;")
    return re.sub(r"[\\`*\[|]", r"\\\g<0>", encoded).replace("\n", "<br>")


def _words(incident: Incident, entry: LogEntry) -> tuple[str, str]:
    """What was seen, and what was decided."""
    match entry.kind:
        case "opened":
            book = incident.runbooks.get(entry.runbook)
            return f"Opened {(book.title if book else '') or entry.runbook}", ""
        case "answer":
            return f"{entry.title} {entry.answer}", f"→ {entry.to_title}"
        case "back":
            titles = (one.title for one in incident.entries if one.step == entry.to and one.title)
            return "", f"Back to {next(titles, entry.to)}"
        case "called":
            return "", f"Escalated: {entry.whom} ({entry.how})"
        case "time-up":
            return f"Time is up: {entry.title}", ""
        case "copied":
            return "", "Copied: " + re.sub("^(.{60}).+", r"\1 …", _flat(entry.text))
        case _:
            return entry.text, ""


def _fenced(entry: LogEntry) -> str:
    """A command in a fence that is longer than any in it; what a terminal would obey shows as U+FFFD."""
    longest = max((len(run) for run in re.findall("`+", entry.text)), default=0)
    fence = "`" * (max(2, longest) + 1)
    head = ", ".join(filter(None, (_time(entry.at), _safe(entry.step))))
    shown = _RAW.sub("\ufffd", entry.text.removesuffix("\n"))
    return f"{head}:\n\n{fence}\n{shown}\n{fence}"
