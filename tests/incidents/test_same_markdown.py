"""The phone and the command write the same Markdown, byte for byte, whatever the record holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from playwright.sync_api import Browser, Page

from nightbook.incidents.timeline import markdown
from nightbook.model.incident import FORM, incident
from nightbook.pages import assets
from nightbook.schema.validate import validate
from nightbook.sources.json_file import parse_json

from .records import RECORDS, answer, entry, record

SCRIPT = files("nightbook").joinpath("assets/scripts/timeline.js").read_text("utf-8")
EVERY_SIGN = "".join(map(chr, (*range(0x100), *range(0x2000, 0x2070))))
HEADINGS = re.compile(r"^#+ ", re.MULTILINE)


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A page with the script as it is published."""
    context = browser.new_context()
    page = context.new_page()
    page.evaluate(
        "([code, form]) => { self.timeline = new Function('log', `${code}; return markdown`)({ dataset: { form } }) }",
        [assets.served(SCRIPT).decode(), FORM],
    )
    yield page
    context.close()


def test_the_phone_and_the_command_write_the_same_bytes(phone: Page) -> None:
    @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
    @given(RECORDS)
    @example(record())
    @example(record(entry("03:13:00", "copied", step="", text=EVERY_SIGN)))
    @example(record(answer("03:13:00", "a", "b", "end", "end"), entry("03:14:00", "back", step="b", to="a")))
    def holds(data: dict[str, Any]) -> None:
        text = json.dumps(data)
        document, faults = parse_json(text.encode(), "incident.json")
        assert document
        assert (faults, validate(document, "incident")) == ((), ())
        ours = markdown(incident(json.loads(text)))
        assert phone.evaluate("(text) => timeline(JSON.parse(text))", text) == ours
        ours.encode()  # no half characters

    holds()


def test_nothing_that_was_typed_becomes_a_heading_a_row_or_html() -> None:
    plain = markdown(incident(record(entry("03:13:00", "note", text="x"))))

    @settings(max_examples=200, deadline=None)
    @given(RECORDS)
    def holds(data: dict[str, Any]) -> None:
        quiet = [{**each, "text": ""} if each["kind"] == "copied" else each for each in data["entries"]]
        text = markdown(incident({**data, "entries": quiet}))
        assert len(HEADINGS.findall(text)) == len(HEADINGS.findall(plain))
        assert re.findall(r"<(?!br>)", text) == []
        table = text.partition("|---|---|---|\n")[2].partition("\n\n")[0]
        assert len(table.split("\n")) == max(1, len(quiet))
        for row in filter(None, table.split("\n")):
            assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 4, row

    holds()
