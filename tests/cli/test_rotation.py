"""`nightbook rotation`: what other systems planned becomes a rotation, or a sentence about why not."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from .calls import Said, book, edit, nightbook

AS_OF = ("--as-of", "2026-11-18")
NIGHT = ("2026-11-16T10:00:00+01:00", "2026-11-23T10:00:00+01:00", "2026-11-30T10:00:00+01:00")
SHIFTS = (
    (NIGHT[0], NIGHT[1], {"id": "P1", "summary": "Amira Khalil"}),
    (NIGHT[1], NIGHT[2], {"id": "P2", "summary": "Tom Berg"}),
)


def schedule(*shifts: tuple[str, str, dict[str, str]], **fields: Any) -> dict[str, Any]:
    """As PagerDuty answers it."""
    entries = [{"start": start, "end": end, "user": user} for start, end, user in shifts]
    return {
        "id": "PI7DH85",
        "name": "ML Platform on call",
        "time_zone": "Europe/Berlin",
        "users": [],
        "final_schedule": {"rendered_schedule_entries": entries},
        **fields,
    }


def pagerduty(*shifts: tuple[str, str, dict[str, str]], **fields: Any) -> str:
    return json.dumps({"schedule": schedule(*(shifts or SHIFTS), **fields)}, indent=2)


FEED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Example//EN
X-WR-CALNAME:ML Platform on call
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
UID:1
DTSTAMP:20261118T080000Z
DTSTART;TZID=Europe/Berlin:20261019T100000
DTEND;TZID=Europe/Berlin:20261026T100000
RRULE:FREQ=WEEKLY;INTERVAL=2
SUMMARY:On call: Amira Khalil (primary)
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20261118T080000Z
DTSTART:20261026T090000Z
DTEND:20261102T090000Z
RRULE:FREQ=WEEKLY;INTERVAL=2
SUMMARY:On call
ATTENDEE;CN=Tom Berg:mailto:Tom.Berg@example.com
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def imported(home: Path, text: str, *arguments: str, name: str = "schedule.json") -> Said:
    """What the command says in the small book, of a file with this text."""
    at = home / "book" if (home / "book").is_dir() else book(home)
    (at / name).write_text(text, "utf-8", newline="")
    return nightbook("rotation", name, *AS_OF, *arguments, at=at)


EXPECTED = """\
rotations:
  "ml-platform-primary":
    name: "ML Platform on call"
    team: "ml-platform"
    time_zone: "Europe/Berlin"
    hours: "24x7"
    phone: "+49 30 5550150"
    source: "PagerDuty"
    as_of: "2026-11-18"
    shifts:
      - from: "2026-11-16T10:00+01:00"
        to: "2026-11-23T10:00+01:00"
        who: "amira-k"
      - from: "2026-11-23T10:00+01:00"
        to: "2026-11-30T10:00+01:00"
        who: "tom-b"
"""


# What is good.


def test_a_schedule_becomes_the_rotation_of_its_name_and_keeps_the_channels(tmp_path: Path) -> None:
    assert imported(tmp_path, pagerduty()) == (0, EXPECTED, "")


def test_a_list_of_schedules_becomes_a_rotation_each(tmp_path: Path) -> None:
    both = [schedule(*SHIFTS), schedule(*SHIFTS, name="Night shift: Berlin")]
    said = imported(tmp_path, json.dumps({"schedules": both}))
    assert said.code == 0
    assert [line for line in said.out.splitlines() if line.startswith('  "')] == [
        '  "ml-platform-primary":', '  "night-shift-berlin":',
    ]  # fmt: skip


def test_people_are_found_by_mail_address_first(tmp_path: Path) -> None:
    at = book(tmp_path)
    edit(
        at / "runbooks/catalog/people.yaml",
        "name: Jonas Reuter\n",
        "name: Jonas Reuter\n    email: jr@example.com\n",
    )
    users = [{"id": "P1", "summary": "Amira Khalil", "email": "JR@example.com"}]
    said = imported(tmp_path, pagerduty(SHIFTS[0], users=users))
    assert said.code == 0
    assert said.out.splitlines()[-1] == '        who: "jonas-r"'


def test_shifts_of_one_person_that_touch_are_one(tmp_path: Path) -> None:
    amira = {"id": "P1", "summary": "Amira Khalil"}
    said = imported(tmp_path, pagerduty((NIGHT[1], NIGHT[2], amira), (NIGHT[0], NIGHT[1], amira)))
    assert said.out.splitlines()[-3:] == [
        '      - from: "2026-11-16T10:00+01:00"',
        '        to: "2026-11-30T10:00+01:00"',
        '        who: "amira-k"',
    ]


def test_recurring_events_of_a_feed_are_written_out_across_the_change_of_clocks(tmp_path: Path) -> None:
    said = imported(tmp_path, FEED, "--as-of", "2026-10-21", "--weeks", "2", name="feed.ics")
    assert said.code == 0
    assert said.out.partition("    shifts:\n")[2] == (
        '      - from: "2026-10-19T10:00+02:00"\n        to: "2026-10-26T10:00+01:00"\n        who: "amira-k"\n'
        '      - from: "2026-10-26T10:00+01:00"\n        to: "2026-11-02T10:00+01:00"\n        who: "tom-b"\n'
        '      - from: "2026-11-02T10:00+01:00"\n        to: "2026-11-09T10:00+01:00"\n        who: "amira-k"\n'
    )
    assert '    source: "iCalendar"\n    as_of: "2026-10-21"\n' in said.out


def test_written_to_the_book_it_passes_the_check_and_a_second_import_keeps_what_was_changed(
    tmp_path: Path,
) -> None:
    at = book(tmp_path)
    said = imported(tmp_path, pagerduty(), "--id", "night-shift", "--write")
    assert said.code == 0, said
    file = at / "runbooks/catalog/imported-rotations.yaml"
    assert '  "night-shift":\n' in file.read_text("utf-8")
    edit(file, 'name: "ML Platform on call"\n', 'name: "Night shift"\n    phone: "+49 30 5550199"\n')
    later = schedule((NIGHT[1], NIGHT[2], {"id": "P1", "summary": "Amira Khalil"}), name="Night shift")
    said = imported(tmp_path, json.dumps(later), "--write")
    assert said.code == 0, said
    text = file.read_text("utf-8")
    assert 'name: "Night shift"\n' in text
    assert 'phone: "+49 30 5550199"\n' in text
    assert text.count("- from:") == 1


def test_a_rotation_of_another_file_is_not_written_twice(tmp_path: Path) -> None:
    said = imported(tmp_path, pagerduty(), "--write")
    assert said.code == 2
    assert '"ml-platform-primary" stands in runbooks/catalog/rotations.yaml:2.' in said.err
    assert not (tmp_path / "book/runbooks/catalog/imported-rotations.yaml").exists()


BROKEN = {
    "its text": ("    name: [\n", "runbooks/catalog/imported-rotations.yaml:"),
    "another rotation": ("    nmae: Night\n", "runbooks/catalog/imported-rotations.yaml:"),
}


@pytest.mark.parametrize("write", [(), ("--write",)])
@pytest.mark.parametrize("what", BROKEN)
def test_a_catalog_with_an_error_is_left_as_it_is_and_nothing_is_printed(
    what: str, write: tuple[str, ...], tmp_path: Path
) -> None:
    at = book(tmp_path)
    assert imported(tmp_path, pagerduty(), "--id", "night-shift", "--write").code == 0
    file = at / "runbooks/catalog/imported-rotations.yaml"
    more, named = BROKEN[what]
    edit(file, '    name: "ML', f'    phone: "+49 30 5550199"\n{more}    name: "ML')
    before = file.read_bytes()
    said = imported(tmp_path, pagerduty(name="Day shift"), *write)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"nightbook: {named}")
    assert said.err.endswith(" has an error; correct it first: `nightbook check` says what it is.\n")
    assert file.read_bytes() == before


def test_what_only_a_check_finds_in_the_catalog_does_not_hinder_an_import(tmp_path: Path) -> None:
    at = book(tmp_path)
    edit(at / "runbooks/catalog/rotations.yaml", "members: [amira-k, tom-b]", "members: [amira-k, nobody]")
    assert nightbook("check", at=at).code == 1
    assert imported(tmp_path, pagerduty()) == (0, EXPECTED, "")


@pytest.mark.parametrize("write", [(), ("--write",)])
def test_two_schedules_of_one_id_are_refused(write: tuple[str, ...], tmp_path: Path) -> None:
    at = book(tmp_path)
    unnamed = FEED.replace("X-WR-CALNAME:ML Platform on call\r\n", "")
    for name in ("one.ics", "two.ics"):
        (at / name).write_text(unnamed, "utf-8", newline="")
    assert nightbook("rotation", "one.ics", "two.ics", *AS_OF, *write, at=at) == (
        2, "", 'nightbook: two schedules would both be "on-call": import them one by one with --id.\n',
    )  # fmt: skip
    assert not (at / "runbooks/catalog/imported-rotations.yaml").exists()


WITH_NAMES = """\
  ann: {name: Ann, team: ml-platform, phone: "+49 30 5550111"}
  lee-b: {name: Lee Berg, team: ml-platform, phone: "+49 30 5550113"}
  ann-l: {name: Ann Lee, team: ml-platform, phone: "+49 30 5550112"}
"""


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Ann", "ann"),
        ("On call: ann lee", "ann-l"),
        ("Ann Lee (Ann Lee)", "ann-l"),
        ("Anna, Tom Berg", "tom-b"),
    ],
)
def test_a_name_that_is_part_of_a_longer_one_is_not_that_of_another_person(
    title: str, who: str, tmp_path: Path
) -> None:
    people = book(tmp_path) / "runbooks/catalog/people.yaml"
    people.write_text(people.read_text("utf-8") + WITH_NAMES, "utf-8")
    said = imported(tmp_path, pagerduty((NIGHT[0], NIGHT[1], {"id": "P1", "summary": title})))
    assert said.out.splitlines()[-1] == f'        who: "{who}"', said


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Tom Berg for Amira Khalil", "amira-k and tom-b"),
        ("Ann for Ann Lee", "ann and ann-l"),
        ("Ann Lee Berg", "ann-l and lee-b"),
    ],
)
def test_a_shift_that_names_two_people_is_refused(title: str, names: str, tmp_path: Path) -> None:
    people = book(tmp_path) / "runbooks/catalog/people.yaml"
    people.write_text(people.read_text("utf-8") + WITH_NAMES, "utf-8")
    said = imported(tmp_path, pagerduty((NIGHT[0], NIGHT[1], {"id": "P1", "summary": title})))
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f'schedule.json:14:25: error: "{title}" names {names}\n'
        "  help: Export the mail addresses too, or name one person in each shift.\n"
    )


def shifts_of(said: Said) -> list[Any]:
    """`day person` of each shift."""
    return re.findall(r'from: "\d+-(\S{5}).*"\n.*\n +who: ("\S+")', said.out)


def test_a_shift_that_was_cancelled_is_none(tmp_path: Path) -> None:
    one_date = """\
BEGIN:VEVENT
UID:1
DTSTAMP:20261118T080000Z
RECURRENCE-ID;TZID=Europe/Berlin:20261102T100000
DTSTART;TZID=Europe/Berlin:20261102T100000
DTEND;TZID=Europe/Berlin:20261109T100000
STATUS:CANCELLED
SUMMARY:On call: Amira Khalil
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTAMP:20261118T080000Z
DTSTART;VALUE=DATE:20261027
STATUS:cancelled
SUMMARY:On call: Jonas Reuter
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
    feed = FEED.replace("END:VCALENDAR\r\n", one_date)
    said = imported(tmp_path, feed, "--as-of", "2026-10-21", "--weeks", "2", name="feed.ics")
    assert (said.code, shifts_of(said)) == (0, [("10-19", '"amira-k"'), ("10-26", '"tom-b"')])


def test_a_feed_of_cancelled_shifts_has_no_event(tmp_path: Path) -> None:
    said = imported(tmp_path, FEED.replace("SUMMARY", "STATUS:CANCELLED\r\nSUMMARY"), name="feed.ics")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("feed.ics:1:1: error: there is no event ")


def test_the_organizer_counts_only_where_no_attendee_and_no_title_is(tmp_path: Path) -> None:
    feed = FEED.replace(
        "SUMMARY:On call: A", "ORGANIZER;CN=Rota:mailto:rota@example.com\r\nSUMMARY:On call: A"
    )
    feed = feed.replace("SUMMARY:On call\r\nATTENDEE", "ORGANIZER")
    said = imported(tmp_path, feed, "--as-of", "2026-10-21", "--weeks", "1", name="feed.ics")
    assert (said.code, shifts_of(said)) == (0, [("10-19", '"amira-k"'), ("10-26", '"tom-b"')])


def test_the_day_of_the_file_counts_where_nobody_says_another(tmp_path: Path) -> None:
    at = book(tmp_path)
    (at / "schedule.json").write_text(pagerduty(), "utf-8")
    os.utime(at / "schedule.json", (1794830400, 1794830400))
    assert '    as_of: "2026-11-16"\n' in nightbook("rotation", "schedule.json", at=at).out


# What is not.

NAMELESS = {"id": "P9", "summary": "Regina Phalange"}
BAD = {
    "not JSON": ("{]", "schedule.json:1:2: error: this is not JSON: Expecting property name enclosed in double quotes"),
    "a number without end": (
        f'{{"a": {"1" * 5000}}}',
        "schedule.json:1:1: error: the JSON holds a number of thousands of digits",
    ),
    "no schedule": ("[]", "schedule.json:1:1: error: there is no schedule in this file"),
    "a list of words": ('["a"]', "schedule.json:1:1: error: a schedule must be a mapping of its fields"),
    "no shifts": (
        json.dumps(schedule()),
        'schedule.json:1:27: error: the schedule "ML Platform on call" has no shifts in `final_schedule`',
    ),
    "no user": (
        json.dumps(schedule(final_schedule={"rendered_schedule_entries": [{}]})),
        "schedule.json:1:113: error: a shift has no `user`",
    ),
    "no time zone in a time": (
        pagerduty(("2026-11-16T10:00:00", NIGHT[1], SHIFTS[0][2])),
        'schedule.json:10:20: error: the `start` of a shift is "2026-11-16T10:00:00", without its distance from UTC',
    ),
    "no time": (
        pagerduty(("Monday", NIGHT[1], SHIFTS[0][2])),
        'schedule.json:10:20: error: the `start` of a shift is "Monday", which is no time',
    ),
    "backwards": (
        pagerduty((NIGHT[1], NIGHT[0], SHIFTS[0][2])),
        "schedule.json:10:21: error: a shift of Amira Khalil ends when it begins, or before: 2026-11-23T10:00:00+01:00",
    ),
    "another year": (
        pagerduty(("0001-01-01T00:00:00+14:00", NIGHT[0], SHIFTS[0][2])),
        "schedule.json:10:21: error: a shift of Amira Khalil is in no year of ours: 0001-01-01T00:00:00+14:00",
    ),
    "overlapping": (
        pagerduty(SHIFTS[0], (NIGHT[0], NIGHT[2], SHIFTS[1][2])),
        "schedule.json:10:21: error: two shifts overlap: amira-k until 2026-11-23T10:00:00+01:00, "
        "tom-b from 2026-11-16T10:00:00+01:00",
    ),
    "a wrong time zone": (
        pagerduty(time_zone="Eastern Time (US & Canada)"),
        'schedule.json:5:19: error: "Eastern Time (US & Canada)" is not an IANA time zone',
    ),
    "an unknown person": (
        pagerduty((NIGHT[0], NIGHT[1], NAMELESS)),
        "schedule.json:14:25: error: the catalog does not know Regina Phalange",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_export_is_a_sentence_with_its_place_and_a_help(name: str, tmp_path: Path) -> None:
    text, expected = BAD[name]
    said = imported(tmp_path, text)
    first, second, *_ = said.err.splitlines()
    assert (said.code, said.out, first) == (1, "", expected)
    assert second.startswith("  help: ")


BAD_FEEDS = {
    "not a calendar": ("hello", "feed.ics:1:1: error: this is not iCalendar: "),
    "no event": (f"{FEED.partition('BEGIN:VEVENT')[0]}END:VCALENDAR\r\n", "feed.ics:1:1: error: there is no event "),
    "no time zone": (
        FEED.replace(";TZID=Europe/Berlin", ""),
        "feed.ics:9:9: error: an event begins at 2026-10-19 10:00:00, without a time zone",
    ),
    "whole days": (
        FEED.replace("DTSTART;TZID=Europe/Berlin:20261019T100000", "DTSTART;VALUE=DATE:20261019"),
        "feed.ics:9:20: error: an event is for whole days (2026-10-19), and nobody knows when they begin",
    ),
    "a machine": (FEED.replace("FREQ=WEEKLY", "FREQ=SECONDLY"), "feed.ics:11:1: error: an event repeats within a day"),
    "two at once": (FEED.replace("INTERVAL=2", "INTERVAL=1"), "feed.ics:1:1: error: two shifts overlap: "),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FEEDS)
def test_a_bad_feed_is_a_sentence_with_its_place_and_a_help(name: str, tmp_path: Path) -> None:
    text, expected = BAD_FEEDS[name]
    said = imported(tmp_path, text, name="feed.ics")
    first, second, *_ = said.err.splitlines()
    assert (said.code, said.out) == (1, "")
    assert first.startswith(expected)
    assert second.startswith("  help: ")


def test_an_unknown_person_comes_with_the_lines_to_add(tmp_path: Path) -> None:
    said = imported(tmp_path, pagerduty((NIGHT[0], NIGHT[1], NAMELESS)))
    assert said.err.splitlines()[-1] == '    regina-phalange: {name: "Regina Phalange", phone: "+…"}'


def test_a_hostile_name_neither_commands_the_terminal_nor_breaks_the_lines_to_add(tmp_path: Path) -> None:
    user = {"id": "P9", "summary": 'R\x1b[2J "Ed"\nPha\u202elange', "email": "a@b.example, left: 1\x9b"}
    said = imported(tmp_path, pagerduty((NIGHT[0], NIGHT[1], user)))
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "schedule.json:1:1: error: the catalog does not know a@b.example, left: 1\ufffd",
        "  help: Add to `people` in the catalog, or correct the name or mail address there:",
        '    r-2j-ed-pha-lange: {name: "R\ufffd[2J \\"Ed\\" Pha\ufffdlange", '
        'email: "a@b.example, left: 1\ufffd", phone: "+…"}',
    ]


def test_a_hostile_name_of_a_schedule_is_one_line_of_plain_text(tmp_path: Path) -> None:
    said = imported(tmp_path, pagerduty(name="Night\u202e\x1b\nshift\ud800"), "--write")
    assert said == (0, f"Wrote {Path('runbooks/catalog/imported-rotations.yaml')}.\n", "")
    file = tmp_path / "book/runbooks/catalog/imported-rotations.yaml"
    assert '    name: "Night\ufffd\ufffd shift\ufffd"\n' in file.read_text("utf-8")


@pytest.mark.parametrize("day", ["1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_is_about_is_a_usage_error(day: str, tmp_path: Path) -> None:
    said = imported(tmp_path, FEED, "--as-of", day, name="feed.ics")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith(f"argument --as-of: '{day}' is not a day from 1900 to 2999\n")


def test_without_its_libraries_a_feed_is_refused_in_one_sentence(tmp_path: Path) -> None:
    at = book(tmp_path)
    (at / "feed.ics").write_text(FEED, "utf-8")
    (tmp_path / "without" / "icalendar").mkdir(parents=True)
    (tmp_path / "without" / "icalendar" / "__init__.py").write_text("raise ImportError\n", "utf-8")
    said = nightbook("rotation", "feed.ics", at=at, env={"PYTHONPATH": str(tmp_path / "without")})
    assert (said.code, said.err) == (
        2, "nightbook: reading iCalendar needs two libraries: pip install 'nightbook[import]'.\n",
    )  # fmt: skip


def test_a_file_that_is_not_there_and_a_team_that_is_not_there_are_usage_errors(tmp_path: Path) -> None:
    at = book(tmp_path)
    assert nightbook("rotation", "no.json", at=at).code == 2
    assert imported(tmp_path, pagerduty(), "--team", "moon") == (
        2,
        "",
        "nightbook: there is no team 'moon' in the catalog.\n",
    )


@pytest.mark.skipif("NIGHTBOOK_CORPORA" not in os.environ, reason="real files are not part of the project")
def test_real_exports_are_read_or_refused_with_a_place(tmp_path: Path) -> None:
    at = book(tmp_path)
    files = sorted(Path(os.environ["NIGHTBOOK_CORPORA"]).glob("pagerduty-fixtures/*.json"))
    assert files
    for file in files:
        said = nightbook("rotation", str(file), at=at)
        assert said.code == 1
        assert said.err.startswith(f"{file}:")
        assert "\n  help: " in said.err
