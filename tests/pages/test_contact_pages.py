"""Everyone: how to reach them, and who has which role where."""

from __future__ import annotations

from pathlib import Path

from .tiny import CATALOG, headings, links, page, runbook, said, site

LADDER = "escalation: [{after: 15m, to: ada, because: not contained}]"
BOOK = {
    "a.yaml": runbook("Ant", "SEV1", more=LADDER),
    "b.yaml": runbook("Bee"),
    "c.yaml": runbook("Cat"),
    "d.yaml": runbook("Dog", contacts="contacts: {incident-commander: {primary: gone}}"),
}


def test_teams_list_rotations_then_people_with_every_way_to_reach_them(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "contacts")
    assert headings(found) == [
        "Everyone", "Core", "Edge", "Who has which role", "Incident commander", "Investigator",
    ]  # fmt: skip
    assert said(found, "team-core") == (
        "Chat #core Who How When "
        "Core on call Ada Byron, Eve Dor Call +49 30 2 Page pager.example/core "
        "24x7, Europe/Berlin hands over Monday 10:00 "
        "Ada Byron Call +49 30 1 Europe/Berlin"
    )
    assert ("tel:+49302", "Call +49 30 2") in links(found.blocks[1].html)
    assert ("mailto:eve@tiny.example", "Mail eve@tiny.example") in links(found.blocks[2].html)


def test_who_has_left_is_not_to_be_called(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "contacts")
    assert "Gone Person" not in said(found, "team-core")


def test_runbooks_that_fill_a_role_alike_share_a_row(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "contacts")
    role = next(block for block in found.blocks if block.anchor == "role-incident-commander")
    assert [link for link in links(role.html) if "#contacts" in link[0]] == [
        ("../b/#contacts", "Bee"),
        ("../c/#contacts", "Cat"),
        ("../a/#contacts", "Ant"),
        ("../d/#contacts", "Dog"),
    ]
    assert role.html.count("<tr>") == 4  # the head, and three ways to fill the role


def test_a_row_says_when_a_ladder_calls(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "contacts")
    assert "Core on call Ada Byron after 15 minutes Ant SEV1 Critical" in said(
        found, "role-incident-commander"
    )


def test_a_role_that_nobody_fills_says_so(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "contacts")
    assert said(found, "role-investigator") == "Runs the steps. No runbook says who this is."


def test_people_without_a_team_are_listed_too(tmp_path: Path) -> None:
    catalog = CATALOG.replace("people:\n", "people:\n  zoe: {name: Zoe Lone}\n")
    found = page(site(BOOK, tmp_path, catalog=catalog), "contacts")
    assert said(found, "no-team") == "Who How When Zoe Lone"
