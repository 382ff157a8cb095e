"""The home page answers "I was paged, now what?"."""

from __future__ import annotations

from pathlib import Path

from nightbook.pages import home

from .tiny import book, headings, links, page, runbook, said, site


def test_it_asks_for_the_alert_then_for_what_is_seen_then_offers_a_person(tmp_path: Path) -> None:
    found = page(site({"area/one.yaml": runbook("One", "SEV1", alerts=("Down",))}, tmp_path), "index")
    assert found.title == "Paged? Start here."
    assert links(found.blocks[0].html) == [
        ("by/alert/", "Which alert?"),
        ("alerts/Down/", "Down"),
        ("by/symptom/", "No alert: what do you see?"),
        ("tel:+49302", "Call +49 30 2"),
        ("https://pager.example/core", "Page pager.example/core"),
        ("contacts/", "Everyone else"),
    ]
    assert "Call someone now: Core on call, 24x7" in said(found)


def test_without_a_commander_it_leads_to_everyone(tmp_path: Path) -> None:
    found = page(site({"one.yaml": runbook("One", contacts="")}, tmp_path), "index")
    assert links(found.blocks[0].html)[-1] == ("contacts/", "Call someone now")


def test_the_commander_is_whom_most_runbooks_call(tmp_path: Path) -> None:
    ada = "contacts: {incident-commander: {primary: ada}}"
    runbooks = {
        "one.yaml": runbook("One"),
        "two.yaml": runbook("Two", contacts=ada),
        "ten.yaml": runbook("Ten"),
    }
    card = home.commander(book(runbooks, tmp_path).book)
    assert card
    assert card.name == "Core on call"


def test_it_shows_the_first_alert_of_each_of_the_worst_runbooks(tmp_path: Path) -> None:
    runbooks = {
        "mild.yaml": runbook("Mild", "SEV3", alerts=("M1",)),
        "bad.yaml": runbook("Bad", "SEV1", alerts=("B1", "B2", "B3")),
        "worse.yaml": runbook("Worse", "SEV1", alerts=("W1", "B1")),
    }
    assert home.first_alerts(book(runbooks, tmp_path).book) == ("B1", "W1", "M1", "B2")


def test_below_stand_the_runbooks_by_severity_and_what_has_changed(tmp_path: Path) -> None:
    runbooks = {"b.yaml": runbook("Bad", "SEV1"), "m.yaml": runbook("Mild", "SEV3")}
    found = page(site(runbooks, tmp_path), "index")
    assert headings(found) == ["Paged? Start here.", "SEV1 Critical", "SEV3 Low", "What has changed"]
    assert links(found.blocks[1].html) == [("b/", "SEV1 Critical Bad")]
    assert said(found, "severity-SEV3") == "Nobody notices. SEV3 Low Mild Mild hurts."
    assert [href for href, _ in links(found.blocks[3].html)] == ["changelog/", "freshness/"]


def test_a_long_list_ends_with_a_link_to_all(tmp_path: Path) -> None:
    runbooks = {f"r{n:02}.yaml": runbook(f"Runbook {n:02}") for n in range(17)}
    found = page(site(runbooks, tmp_path), "index")
    assert links(found.blocks[1].html)[-2:] == [
        ("r14/", "SEV3 Low Runbook 14"),
        ("by/severity/#severity-SEV3", "2 more runbooks"),
    ]


def test_an_author_s_own_home_page_stays(tmp_path: Path) -> None:
    output = site({"one.yaml": runbook("One"), "index.md": "# Ours\n"}, tmp_path)
    assert [page.uri for page in output.pages if page.uri == "index"] == []
