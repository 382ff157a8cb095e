"""What a device keeps of a book for the time without network, and in which order."""

from __future__ import annotations

from pathlib import Path

from nightbook.pages.offline import KeptRunbook, Shelf

from .tiny import MKDOCS, runbook, said, site


def shelf(runbooks: dict[str, str], home: Path) -> Shelf:
    found = site(runbooks, home).shelf
    assert found
    return found


def test_the_most_severe_come_first_then_what_is_agreed_then_drafts_and_what_is_out_of_use_last(
    tmp_path: Path,
) -> None:
    found = shelf(
        {
            "api/minor.yaml": runbook("Minor", "SEV3"),
            "api/retired.yaml": runbook("Retired", "SEV1", more="status: deprecated\nreplaced_by: worst"),
            "api/a-draft.yaml": runbook("A draft", "SEV1", more="status: draft"),
            "api/worst.yaml": runbook("Worst", "SEV1"),
            "api/bad.yaml": runbook("Bad day", "SEV2"),
        },
        tmp_path,
    )
    assert found.runbooks == (
        KeptRunbook("api/worst/", "Worst", "SEV1 Critical"),
        KeptRunbook("api/a-draft/", "A draft", "SEV1 Critical"),
        KeptRunbook("api/bad/", "Bad day", "SEV2 High"),
        KeptRunbook("api/minor/", "Minor", "SEV3 Low"),
        KeptRunbook("api/retired/", "Retired", "SEV1 Critical"),
    )
    assert found.worst == 2


def test_home_contacts_indexes_and_choosers_come_before_all_of_them(tmp_path: Path) -> None:
    found = shelf(
        {
            "api/a.yaml": runbook("Alpha", alerts=("Down", "Slow")),
            "api/b.yaml": runbook("Beta", alerts=("Down",)),
        },
        tmp_path,
    )
    assert found.doors[:4] == ("", "contacts/", "by/alert/", "by/symptom/")
    assert found.doors[-1] == "alerts/Down/"


def test_redirects_are_kept_as_two_addresses(tmp_path: Path) -> None:
    found = shelf({"api/a.yaml": runbook("Alpha", alerts=("Slow",), more="formerly: [old-a]")}, tmp_path)
    assert found.redirects == (
        ("alerts/", "by/alert/"),
        ("alerts/Slow/", "api/a/#step-look"),
        ("api/old-a/", "api/a/"),
    )


def test_who_leads_incidents_is_called_when_nothing_is_there(tmp_path: Path) -> None:
    call = shelf({"api/a.yaml": runbook("Alpha")}, tmp_path).call
    assert call
    assert call.name == "Core on call"
    assert [(channel.kind, channel.href) for channel in call.channels] == [
        ("Call", "tel:+49302"),
        ("Page", "https://pager.example/core"),
    ]


def test_a_book_that_is_switched_off_keeps_nothing_and_does_not_speak_of_it(tmp_path: Path) -> None:
    off = MKDOCS.replace("nightbook]", "{nightbook: {offline: false}}]")
    output = site({"api/a.yaml": runbook("Alpha")}, tmp_path, off)
    assert output.shelf is None
    (home,) = [page for page in output.pages if page.uri == "index"]
    assert "On this device" not in said(home, "more")
