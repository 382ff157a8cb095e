"""Every way to find a runbook, and what has none."""

from __future__ import annotations

from pathlib import Path

from .tiny import CATALOG, headings, links, page, runbook, said, site

APPLIES = "applies_to: {services: [api], models: [scorer], failure_modes: [slow]}"
HUMAN = "signals: [{id: a, source: human, means: Users say it hangs.}]"
DOWN = runbook("Down", "SEV1", more=f"{APPLIES}\nalso_known_as: [it hangs, timeout]", signals=HUMAN)
BOOK = {"area/down.yaml": DOWN, "area/other.yaml": runbook("Other", "SEV2")}


def test_every_line_says_severity_title_and_one_thing(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "by/service")
    assert links(found.blocks[-1].html) == [("../../area/down/", "SEV1 Critical Down")]
    assert said(found, "service-api") == "SEV1 Critical Down Down hurts."


def test_what_the_catalog_has_and_no_runbook_covers_is_a_gap(tmp_path: Path) -> None:
    output = site(BOOK, tmp_path)
    assert headings(page(output, "by/service")) == ["Which service?", "Lonely service", "The API"]
    assert said(page(output, "by/service"), "service-lonely") == "No runbook yet."
    assert headings(page(output, "by/failure-mode")) == ["How does it fail?", "Odd", "Slow"]
    assert said(page(output, "by/failure-mode"), "failure-mode-odd") == "Answers are odd. No runbook yet."
    assert headings(page(output, "by/model")) == ["Which model?", "Scorer"]


def test_symptoms_are_the_words_of_people_grouped_by_failure_mode(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "by/symptom")
    assert headings(found) == ["What do you see?", "Slow", "Something else"]
    assert said(found, "symptom-slow") == (
        "Answers come late. SEV1 Critical Down Down hurts. Users say it hangs. it hangs timeout"
    )


def test_a_service_says_what_users_see(tmp_path: Path) -> None:
    problem = "problem: {shows_as: Nothing loads. Then it does., definition: p99 up.}"
    shown = runbook("Down", more=f"{APPLIES}\n{problem}")
    output = site({"down.yaml": shown}, tmp_path)
    assert said(page(output, "by/service"), "service-api") == "SEV3 Low Down Nothing loads. Then it does."
    assert (
        said(page(output, "by/failure-mode"), "failure-mode-slow")
        == "Answers come late. SEV3 Low Down p99 up."
    )


def test_severities_say_what_they_mean_and_how_soon(tmp_path: Path) -> None:
    found = page(site(BOOK, tmp_path), "by/severity")
    assert headings(found) == ["How bad is it?", "SEV1 Critical", "SEV2 High", "SEV3 Low"]
    assert said(found, "severity-SEV1") == (
        "Customers are harmed. Somebody has it within 5 minutes. SEV1 Critical Down Down hurts."
    )
    assert said(found, "severity-SEV3") == "Nobody notices. None."


def test_teams_show_their_channel_and_how_old_their_reviews_are(tmp_path: Path) -> None:
    found = page(site({"down.yaml": DOWN}, tmp_path), "by/team")
    assert said(found, "team-core") == "Chat #core SEV1 Critical Down Reviewed 2026-11-01, current."
    assert said(found, "team-edge") == "None."


def test_models_show_the_versions_that_are_still_known_good(tmp_path: Path) -> None:
    good = "{version: '7', since: 2026-01-01, until: 2027-01-01}"
    past = "{version: '6', since: 2025-01-01, until: 2026-01-01}"
    catalog = CATALOG.replace("name: Scorer,", f"name: Scorer, known_good: [{good}, {past}],")
    found = page(site({"down.yaml": DOWN}, tmp_path, catalog=catalog), "by/model")
    assert said(found, "model-scorer") == "Known good: 7 (until 2027-01-01). SEV1 Critical Down Down hurts."


def test_drafts_and_runbooks_out_of_use_say_so_and_come_last(tmp_path: Path) -> None:
    runbooks = {
        "old.yaml": runbook("Old", "SEV1", more="status: deprecated\nreplaced_by: new"),
        "new.yaml": runbook("New", "SEV1", more="status: draft"),
    }
    found = page(site({f"area/{name}": text for name, text in runbooks.items()}, tmp_path), "area/index")
    assert said(found) == (
        "2 runbooks, the worst first. "
        "SEV1 Critical Draft New New hurts. SEV1 Critical Out of use Old Old hurts."
    )


def test_a_folder_has_a_page_unless_its_author_wrote_one(tmp_path: Path) -> None:
    runbooks = {
        "model-serving/a.yaml": runbook("Ant"),
        "own/b.yaml": runbook("Bee"),
        "own/index.md": "# Own\n",
    }
    output = site(runbooks, tmp_path)
    areas = [
        (page.uri, page.title) for page in output.pages if page.uri in ("model-serving/index", "own/index")
    ]
    assert areas == [("model-serving/index", "Model serving")]
