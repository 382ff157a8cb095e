"""An alert's address leads to its runbook, or to a page that asks which one."""

from __future__ import annotations

from pathlib import Path

from nightbook.pages import alerts

from .tiny import book, html, links, page, runbook, said, site


def redirect_targets(home: Path, runbooks: dict[str, str]) -> dict[str, str]:
    return {redirect.here: redirect.there for redirect in alerts.redirects(book(runbooks, home).book)}


def choosers(home: Path, runbooks: dict[str, str]) -> list[str]:
    return [page.uri for page in site(runbooks, home).pages if page.uri.startswith("alerts/")]


def test_an_alert_of_one_runbook_leads_to_its_step(tmp_path: Path) -> None:
    runbooks = {"area/one.yaml": runbook("One", alerts=("HighLatency",))}
    assert redirect_targets(tmp_path, runbooks) == {
        "alerts/": "by/alert/",
        "alerts/HighLatency/": "area/one/#step-look",
    }


def test_a_signal_without_a_step_leads_to_the_top(tmp_path: Path) -> None:
    signals = "signals: [{id: a, source: alert, alert: Down, means: It is down.}]"
    assert redirect_targets(tmp_path, {"one.yaml": runbook("One", signals=signals)})["alerts/Down/"] == "one/"


def test_two_signals_of_one_alert_that_lead_apart_begin_at_the_top(tmp_path: Path) -> None:
    signals = (
        "signals:\n"
        "  - {id: a, source: alert, alert: Down, means: It is down., leads_to: look}\n"
        "  - {id: b, source: alert, alert: Down, means: It is down., leads_to: fix}\n"
    )
    assert redirect_targets(tmp_path, {"one.yaml": runbook("One", signals=signals)})["alerts/Down/"] == "one/"


def test_an_alert_of_two_runbooks_asks_which_the_worst_first(tmp_path: Path) -> None:
    runbooks = {
        "a.yaml": runbook("Mild", "SEV3", alerts=("Down",)),
        "b.yaml": runbook(
            "Bad", "SEV1",
            signals="signals: [{id: x, source: alert, alert: Down, means: Down., real_when: All fail.}]",
        ),
    }  # fmt: skip
    chooser = page(site(runbooks, tmp_path), "alerts/Down")
    assert chooser.title == "Down: which one?"
    assert links(chooser.blocks[0].html) == [
        ("../../b/", "SEV1 Critical Bad"),
        ("../../a/#step-look", "SEV3 Low Mild"),
    ]
    assert "It is this one when All fail. Bad hurts." in said(chooser)


def test_a_runbook_out_of_use_answers_only_where_no_other_does(tmp_path: Path) -> None:
    old = "status: deprecated\nreplaced_by: new"
    runbooks = {
        "new.yaml": runbook("New", alerts=("Shared",)),
        "old.yaml": runbook("Old", alerts=("Shared", "Forgotten"), more=old),
    }
    assert redirect_targets(tmp_path, runbooks) == {
        "alerts/": "by/alert/",
        "alerts/Shared/": "new/#step-look",
        "alerts/Forgotten/": "old/#step-look",
    }


def test_two_names_with_one_address_share_a_page_that_lists_both(tmp_path: Path) -> None:
    runbooks = {
        "a.yaml": runbook("Ant", alerts=("disk full",)),
        "b.yaml": runbook("Bee", alerts=("disk/full",)),
    }
    output = site(runbooks, tmp_path)
    assert [one.uri for one in output.pages if one.uri.startswith("alerts/")] == ["alerts/disk-full"]
    assert links(html(page(output, "alerts/disk-full")))[1:] == [
        ("../../a/#step-look", "SEV3 Low Ant"),
        ("../../b/#step-look", "SEV3 Low Bee"),
    ]
    assert "Alert disk full" in said(page(output, "alerts/disk-full"))
    assert "Alert disk/full" in said(page(output, "alerts/disk-full"))


def test_names_that_differ_only_in_case_get_the_same_page_twice(tmp_path: Path) -> None:
    """A disk that does not tell them apart keeps either, and loses nothing."""
    runbooks = {
        "a.yaml": runbook("Ant", alerts=("diskFull",)),
        "b.yaml": runbook("Bee", alerts=("DiskFull",)),
    }
    output = site(runbooks, tmp_path)
    assert [one.uri for one in output.pages if one.uri.startswith("alerts/")] == [
        "alerts/DiskFull",
        "alerts/diskFull",
    ]
    assert html(page(output, "alerts/DiskFull")) == html(page(output, "alerts/diskFull"))


def test_two_names_that_lead_to_one_place_need_no_question(tmp_path: Path) -> None:
    runbooks = {"a.yaml": runbook("Ant", alerts=("DiskFull", "diskfull"))}
    assert choosers(tmp_path / "1", runbooks) == []
    found = redirect_targets(tmp_path / "2", runbooks)
    assert found["alerts/DiskFull/"] == found["alerts/diskfull/"] == "a/#step-look"


def test_an_alert_called_index_does_not_take_the_folder(tmp_path: Path) -> None:
    runbooks = {"a.yaml": runbook("Ant", alerts=("index",)), "b.yaml": runbook("Bee", alerts=("index",))}
    assert page(site(runbooks, tmp_path), "alerts/index/index").url == "alerts/index/"


def test_every_alert_stands_in_the_index_with_its_runbook(tmp_path: Path) -> None:
    runbooks = {"a.yaml": runbook("Ant", "SEV1", alerts=("Zeta", "alpha"))}
    index = page(site(runbooks, tmp_path), "by/alert")
    assert [block.heading for block in index.blocks] == ["Which alert?", "2 alerts"]
    assert links(index.blocks[1].html) == [
        ("../../a/#step-look", "SEV1 Critical alpha Ant"),
        ("../../a/#step-look", "SEV1 Critical Zeta Ant"),
    ]


def test_many_alerts_are_cut_by_letter(tmp_path: Path) -> None:
    names = (*(f"{letter}{n}" for letter in "bA" for n in range(20)), "9lives")
    index = page(site({"a.yaml": runbook("Ant", alerts=names)}, tmp_path), "by/alert")
    assert [block.heading for block in index.blocks] == ["Which alert?", "A", "B", "Others"]
