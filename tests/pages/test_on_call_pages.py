"""What a page says of a rotation without scripts, and the data it carries for them."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from .tiny import CATALOG, page, runbook, said, site

PLAN = "    starts: 2026-01-05\n    overrides: [{from: 2026-11-26T10:00+01:00, to: 2026-11-27T10:00:00Z, who: zoe}]\n"
PLANNED = CATALOG.replace(
    "people:\n", 'people:\n  zoe: {name: "Zoe </script>", phone: "+49 30 8"}\n'
).replace('    phone: "+49 30 2"\n', f'{PLAN}    phone: "+49 30 2"\n')
LADDER = (
    "escalation: [{after: 15m, to: core-primary, because: not contained}, "
    "{after: 2h, to: eve, because: still not}]"
)
BOOK = {"a.yaml": runbook("Ant", more=LADDER)}
DATA = re.compile(r'<div id="nb-rotations" hidden data-plans="([^"<>]*)"></div>')


def rotation(old: str, new: str) -> str:
    assert CATALOG.count(old) == 1
    return CATALOG.replace(old, new)


def test_a_page_carries_the_plans_of_the_rotations_that_it_shows(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path, catalog=PLANNED), "a")
    (text,) = DATA.findall(found.blocks[-1].html)
    assert json.loads(unescape(text)) == {
        "rotations": {
            "core-primary": {
                "turns": [
                    {
                        "members": ["ada", "eve"], "zone": "Europe/Berlin", "first": 20458, "minute": 600, "days": 7,
                        "end": None, "hours": [0, 1440], "weekdays": [0, 1, 2, 3, 4, 5, 6],
                    }
                ],
                "stints": [[1795683600000, 1795773600000, "zoe"]],
            }
        },
        "people": {"ada": ["Ada Byron", "+49 30 1"], "eve": ["Eve Dor", ""], "zoe": ["Zoe </script>", "+49 30 8"]},
    }  # fmt: skip


def test_nothing_in_the_data_ends_the_attribute(tmp_path: Path) -> None:
    catalog = PLANNED.replace("Zoe </script>", "Zoe <!-- & -->")
    found = page(site(BOOK, tmp_path, catalog=catalog), "a")
    (text,) = DATA.findall(found.blocks[-1].html)
    assert json.loads(unescape(text))["people"]["zoe"][0] == "Zoe <!-- & -->"


def test_a_page_without_a_computable_rotation_carries_nothing(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "a")
    assert not any("nb-rotations" in block.html or "nb-now" in block.html for block in found.blocks)


def test_what_is_over_when_the_page_is_built_is_left_out(tmp_path: Path) -> None:
    catalog = PLANNED.replace("2026-11-26T", "2026-11-18T").replace("2026-11-27T", "2026-11-19T")
    found = page(site(BOOK, tmp_path, catalog=catalog), "a")
    (text,) = DATA.findall(found.blocks[-1].html)
    assert json.loads(unescape(text))["rotations"]["core-primary"]["stints"] == []
    assert "stands in" not in said(found, "contacts")


def test_the_card_says_who_stands_in_and_when(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path, catalog=PLANNED), "a")
    assert "Zoe </script> stands in from 2026-11-26 10:00 +01:00 to 2026-11-27 10:00 UTC" in said(
        found, "contacts"
    )


def test_each_rung_of_the_ladder_says_who_how_and_after_how_long(tmp_path: Path) -> None:
    contacts = next(b.html for b in page(site(BOOK, tmp_path), "a").blocks if b.anchor == "contacts")
    assert re.findall(r'<li data-after="(\d+)" data-whom="([^"]+)">', contacts) == [
        ("900", "Core on call"), ("7200", "Eve Dor"),
    ]  # fmt: skip
    assert said(page(site(BOOK, tmp_path), "a"), "contacts").startswith(
        "After 15 minutes , not contained: Core on call counts from your first answer "
        "Call +49 30 2 Page pager.example/core After 2 hours , still not: Eve Dor"
    )


def test_a_rotation_in_layers_says_who_covers_which_hours(tmp_path: Path) -> None:
    layers = (
        "    layers:\n"
        '      - {members: [ada], covers: {from: "08:00", to: "20:00", days: [Friday, Monday]}}\n'
        "      - {members: [eve], time_zone: America/New_York}\n"
    )
    catalog = rotation("    members: [ada, eve]\n", layers)
    text = said(page(site(BOOK, tmp_path, catalog=catalog), "contacts"), "team-core")
    assert "08:00 to 20:00 Europe/Berlin, Mon, Fri: Ada Byron All day, America/New_York: Eve Dor" in text


def test_shifts_of_several_weeks_and_of_days_say_how_often_they_change(tmp_path: Path) -> None:
    day = '    hand_over: {day: Monday, time: "10:00"}\n'
    for new, expected in (
        (f"{day}    every: 2w\n", "hands over every 2 weeks, Monday 10:00"),
        ('    hand_over: {time: "09:00"}\n', "hands over every day 09:00"),
        ('    hand_over: {time: "09:00"}\n    every: 3d\n', "hands over every 3 days 09:00"),
    ):
        found = page(site(BOOK, tmp_path, catalog=rotation(day, new)), "contacts")
        assert expected in said(found, "team-core")


def test_an_imported_rotation_says_from_where_and_as_of_which_day(tmp_path: Path) -> None:
    shifts = (
        "    source: PagerDuty\n    as_of: 2026-11-18\n"
        "    shifts: [{from: 2026-11-16T10:00+01:00, to: 2026-11-30T10:00+01:00, who: ada}]\n"
    )
    catalog = rotation("    members: [ada, eve]\n", shifts)
    output = site(BOOK, tmp_path, catalog=catalog)
    assert "From PagerDuty, as of 2026-11-18" in said(page(output, "a"), "contacts")
    assert "Ada Byron" in said(page(output, "contacts"), "team-core")
    (text,) = DATA.findall(page(output, "a").blocks[-1].html)
    assert json.loads(unescape(text))["rotations"]["core-primary"] == {
        "turns": [],
        "stints": [[1794819600000, 1796029200000, None], [1794819600000, 1796029200000, "ada"]],
    }
