"""The fields that fill the commands, as somebody uses them who was called at 3am."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from small_book import CATALOG, CONFIG, RUNBOOK, write

from .conftest import TODAY, Host, NewReader
from .reader import BROWSER, DESKTOP, DOWN, LOOKS, PHONE, SCHEMES, Reader

pytestmark = BROWSER

ENVIRONMENTS = """\
environments:
  development: {name: Development, values: {cluster: dev-1}}
  staging: {name: Staging, values: {cluster: staging-1}}
  production: {name: Production, production: true, values: {cluster: prod-1}}
models:
  scorer:
    name: Scorer
    owner: ml-platform
    known_good:
      - {version: "41", since: 2026-10-19, until: 2027-01-31, note: The champion.}
      - {version: "40", since: 2026-09-14, until: 2026-10-31}
"""
PARAMETERS = """\
parameters:
  cluster: {environment: cluster}
  reason: {ask: Why, example: a deploy, pattern: "^.+$", from_label: reason}
  target: {ask: Which one, example: scorer-1, from_label: target}
  version: {ask: Version that served well, known_good: scorer, pattern: "^[0-9]+$"}
  size: {ask: How many, default: "3", pattern: "^[0-9]{1,2}$"}
evidence:
  - {id: words, what: The words, when: during the incident, run: {shell: "printf '%s' <reason>"}}
  - {id: quoted, what: In quotes, when: during the incident, run: {shell: 'printf "%s" "<reason>"'}}
  - {id: bound, what: The cluster, when: during the incident, run: {shell: "kubectl --context <cluster> get <target>"}}
  - {id: model, what: The model, when: during the incident, run: {sql: "SELECT * FROM m WHERE version = '<version>'"}}
  - {id: count, what: The count, when: during the incident, run: {shell: "scale --to=<size>"}}
"""
LATE = "serving/late/"
HOSTILE = ("'; rm -rf / #", "$(id)", "`id`", "a b", "it's", "${HOME}", "a\\", "|id", "*", "~", "a=b")
SHIFTS = """() => {
    window.shifts = []
    const inContent = ({node}) => node?.parentElement?.closest(".md-content")  // the rest is the theme's
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
            if (!entry.hadRecentInput)
                shifts.push(...entry.sources.filter(inContent).map(({node}) => node.outerHTML ?? node.data))
    }).observe({type: "layout-shift", buffered: true})
}"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small book whose one runbook takes values of every kind."""
    home = tmp_path_factory.mktemp("small")
    steps, _, rest = RUNBOOK.partition("changelog:")
    config = f"{CONFIG}theme: {{name: material, font: false}}\n"
    files = {"runbooks/catalog/all.yaml": CATALOG + ENVIRONMENTS, "mkdocs.yml": config}
    steps = steps.replace("restart deployment/scorer}", "restart deployment/<target> --context <cluster>}", 1)
    other = RUNBOOK.replace("arrive late", "arrive too late").replace(
        "{shell: kubectl rollout restart deployment/scorer}", "{shell: kubectl get <target>}"
    )
    other += "parameters: {target: {ask: Which one, example: scorer-1}}\n"
    write(
        home,
        {
            **files,
            "runbooks/serving/late.yaml": f"{steps}{PARAMETERS}changelog:{rest}",
            "runbooks/serving/later.yaml": other,
        },
    )
    noon = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-f",
        str(home / "mkdocs.yml"),
        "-d",
        str(home / "site"),
    ]
    built = subprocess.run(command, env=env, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(home / "site")))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def somebody(browser: Browser, small: str) -> Iterator[Any]:
    """Seats a reader of the small book; what is copied can be read. With a day, the clock stands at its noon."""
    seated: list[Reader] = []

    def sit_down(width: int = PHONE, scheme: str = "light", day: dt.date | None = None) -> Reader:
        one = Reader.sits_down(browser, small, width, scheme, True)
        one.context.grant_permissions(["clipboard-read", "clipboard-write"])
        if day:
            one.page.clock.set_fixed_time(dt.datetime.combine(day, dt.time(12), dt.UTC))
        seated.append(one)
        return one

    yield sit_down
    for one in seated:
        assert one.errors == []
        one.context.close()


def link(address: str = LATE, **labels: str) -> str:
    return f"{address}?{urlencode(labels, quote_via=quote)}"


def command(page: Page, kind: str) -> Any:
    """The command box of a piece of evidence."""
    return page.locator(f"#evidence-{kind} .nb-command, .nb-evidence:has(#evidence-{kind}) .nb-command").first


def copied(page: Page, kind: str) -> str:
    """What the clipboard holds after a tap on the copy button."""
    page.evaluate("navigator.clipboard.writeText('nothing')")
    command(page, kind).locator(".nb-copy").click()
    page.wait_for_timeout(50)
    return str(page.evaluate("navigator.clipboard.readText()"))


def choose(page: Page, environment: str) -> None:
    page.get_by_role("radio", name=environment).check()


def field(page: Page, name: str) -> Any:
    return page.locator(f"#fill-{name}")


def test_the_alert_s_link_fills_every_command(somebody: Any) -> None:
    page = somebody().open(link(target="scorer-7", env="prod", reason="too slow"))
    assert field(page, "target").input_value() == "scorer-7"
    assert page.get_by_role("radio", name="Production").is_checked()
    assert copied(page, "bound") == "kubectl --context prod-1 get scorer-7"
    assert copied(page, "words") == "printf '%s' 'too slow'"
    step = page.locator(".nb-step pre > code").first
    assert step.text_content() == "kubectl rollout restart deployment/scorer-7 --context prod-1"
    assert copied(page, "count") == "scale --to=3"


@pytest.mark.parametrize(
    ("label", "chosen"),
    [
        ("production", ["production"]), ("Production", ["production"]), ("prod", ["production"]),
        ("PRD", ["production"]),
        ("dev", ["development"]), ("stage", ["staging"]), ("stg", ["staging"]),
        ("p", []), ("prod-eu", []), ("constructor", []),
    ],
)  # fmt: skip
def test_the_link_s_environment_is_taken_when_it_is_certain(
    somebody: Any, label: str, chosen: list[str]
) -> None:
    page = somebody().open(link(environment=label))
    assert page.locator(".nb-environment :checked").evaluate_all("(all) => all.map((e) => e.value)") == chosen
    said = page.locator(".nb-environments .nb-wrong").text_content()
    assert said == ("" if chosen else f"The alert's link says “{label}”, which is none of these")


def test_nothing_is_chosen_before_somebody_or_a_link_chooses(somebody: Any) -> None:
    page = somebody().open(LATE)
    assert page.locator(".nb-environment :checked").count() == 0
    assert command(page, "bound").locator(".nb-copy").text_content() == "Choose environment"


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_one_argument_or_is_not_copied(somebody: Any, value: str) -> None:
    page = somebody().open(link(reason=value, target=value))
    assert field(page, "target").input_value() == ("" if value != "a=b" else value)
    assert shlex.split(copied(page, "words")) == ["printf", "%s", value]
    assert copied(page, "quoted") == "nothing"
    locked = command(page, "quoted").locator(".nb-locked").text_content()
    assert locked.startswith("reason holds “")
    assert locked.endswith("”, which this command cannot take safely: type it by hand")
    field(page, "target").fill(value)
    choose(page, "Staging")
    assert copied(page, "bound") == ("nothing" if value != "a=b" else "kubectl --context staging-1 get 'a=b'")


def test_a_value_of_the_link_that_does_not_fit_is_not_used_and_the_field_says_so(somebody: Any) -> None:
    page = somebody().open(link(target="x; reboot", env="dev"))
    said = page.locator("#wrong-target").text_content()
    assert said.startswith("The alert's link says “x; reboot”, which does not fit.")
    assert field(page, "target").input_value() == ""
    assert "reboot" not in "".join(page.locator("pre > code").all_text_contents())


def test_while_a_value_is_missing_copying_is_locked_and_leads_to_its_field(somebody: Any) -> None:
    page = somebody().open(link(env="dev"))
    button = command(page, "bound").locator(".nb-copy")
    assert button.text_content() == "Fill in target"
    assert (button.get_attribute("aria-label") or "").startswith("Fill in target: ")
    assert copied(page, "bound") == "nothing"
    expect(field(page, "target")).to_be_focused()
    assert command(page, "bound").locator(".nb-locked a").text_content() == "To copy this, fill in target"
    page.keyboard.type("scorer-2")
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    assert button.text_content() == "Copy"
    assert command(page, "bound").locator(".nb-locked").count() == 0
    assert copied(page, "bound") == "kubectl --context development-1 get scorer-2".replace(
        "development", "dev"
    )


def test_the_sentence_beside_a_locked_command_leads_to_the_field_too(somebody: Any) -> None:
    page = somebody().open(link(env="dev"))
    command(page, "bound").locator(".nb-copy").click()
    page.locator("body").focus()
    command(page, "bound").locator(".nb-locked a").click()
    expect(field(page, "target")).to_be_focused()
    assert "#" not in page.url


def test_a_tap_on_a_name_in_a_command_leads_to_its_field(somebody: Any) -> None:
    page = somebody().open(LATE)
    command(page, "bound").locator(".nb-var").last.click()
    expect(field(page, "target")).to_be_focused()


def test_another_environment_changes_every_command(somebody: Any) -> None:
    page = somebody().open(link(target="scorer-1"))
    for name, cluster in (("Development", "dev-1"), ("Staging", "staging-1"), ("Production", "prod-1")):
        choose(page, name)
        texts = [text for text in page.locator("pre > code").all_text_contents() if "--context" in text]
        assert len(texts) == 2
        assert all(f"--context {cluster}" in text for text in texts)
        assert {*page.locator(".nb-command:not(.nb-text) .nb-in").all_text_contents()} == {name}


@SCHEMES
def test_production_is_a_word_and_a_border_at_every_command(somebody: Any, scheme: str) -> None:
    page = somebody(scheme=scheme).open(LATE)
    box = page.locator(".nb-step .nb-command").first
    border = (
        "(e) => parseFloat(getComputedStyle(e).outlineWidth) * (getComputedStyle(e).outlineStyle === 'solid')"
    )
    choose(page, "Staging")
    assert box.evaluate(border) == 0
    choose(page, "Production")
    assert box.evaluate(border) >= 3
    expect(box.get_by_text("Production")).to_be_visible()
    picker = page.locator(".nb-environment", has_text="Production")
    expect(picker.get_by_text("serves customers")).to_be_visible()
    assert picker.evaluate("(e) => parseFloat(getComputedStyle(e).borderTopWidth)") >= 3


def test_values_survive_a_reload_and_the_way_to_another_runbook(somebody: Any) -> None:
    one = somebody()
    page = one.open(link(target="scorer-1", env="dev"))
    field(page, "target").fill("scorer-9")
    choose(page, "Staging")
    page.reload()
    assert field(page, "target").input_value() == "scorer-9"
    assert page.get_by_role("radio", name="Staging").is_checked()
    page = one.open("serving/later/")
    assert field(page, "target").input_value() == "scorer-9"


def test_a_link_that_is_followed_during_an_incident_says_more_than_what_was_typed_before(
    somebody: Any,
) -> None:
    one = somebody()
    field(one.open(LATE), "target").fill("scorer-9")
    page = one.open(link(target="scorer-4"))
    assert field(page, "target").input_value() == "scorer-4"
    page = one.open(LATE)
    assert field(page, "target").input_value() == "scorer-4"


def test_the_next_incident_begins_with_empty_fields(somebody: Any) -> None:
    one = somebody(day=TODAY)
    field(one.open(link(env="dev")), "target").fill("scorer-9")
    one.page.clock.set_fixed_time(dt.datetime.combine(TODAY + dt.timedelta(days=1), dt.time(12), dt.UTC))
    page = one.open(LATE)
    assert field(page, "target").input_value() == ""
    assert field(page, "size").input_value() == "3"
    assert page.locator(".nb-environment :checked").count() == 0


def test_an_incident_that_is_cleared_in_another_tab_empties_the_fields(somebody: Any) -> None:
    one = somebody()
    page = one.open(link(target="scorer-1"))
    field(page, "reason").fill("slow")
    assert field(page, "target").input_value() == "scorer-1"
    other = one.context.new_page()
    other.goto(page.url)
    other.evaluate("localStorage.clear()")
    expect(field(page, "target")).to_have_value("")
    expect(field(page, "reason")).to_have_value("")
    assert command(page, "bound").locator("code").text_content() == "kubectl --context <cluster> get <target>"


def test_a_version_that_is_known_to_be_good_is_offered_with_its_date(somebody: Any) -> None:
    page = somebody(day=TODAY).open(LATE)
    page.get_by_role("button", name="Use 41 (good since 2026-10-19)").click()
    assert copied(page, "model") == "SELECT * FROM m WHERE version = '41'"
    expect(page.get_by_text("Expired 2026-10-31: 40", exact=True)).to_be_visible()
    assert page.get_by_role("button", name="Use 40").count() == 0


def test_a_version_expires_by_the_reader_s_clock(somebody: Any) -> None:
    page = somebody(day=dt.date(2027, 1, 31)).open(LATE)
    assert page.get_by_role("button", name="Use 41").is_visible()
    page = somebody(day=dt.date(2027, 2, 1)).open(LATE)
    assert page.get_by_role("button", name="Use 41").count() == 0
    expect(page.get_by_text("Expired 2027-01-31: 41", exact=True)).to_be_visible()
    field(page, "version").fill("41")
    assert page.locator("#wrong-version").text_content() == "41 was known to be good until 2027-01-31 only"


def test_what_is_typed_wrong_is_said_beside_the_field_in_words(somebody: Any) -> None:
    page = somebody().open(LATE)
    field(page, "size").fill("many")
    assert page.locator("#wrong-size").text_content() == "Not used yet: it must match ^[0-9]{1,2}$"
    assert field(page, "size").get_attribute("aria-invalid") == "true"
    assert "wrong-size" in (field(page, "size").get_attribute("aria-describedby") or "").split()
    field(page, "size").fill("12")
    assert page.locator("#wrong-size").text_content() == ""
    field(page, "reason").fill("ä")
    assert page.locator("#wrong-reason").text_content() == "Not used yet: it must look like a deploy"


def test_a_copied_command_stands_in_the_log(somebody: Any) -> None:
    page = somebody().open(link(target="scorer-1", env="staging"))
    copied(page, "bound")
    page.locator(".nb-step .nb-copy").first.click()
    page.wait_for_timeout(50)
    read = (
        "Object.entries(localStorage).filter(([k]) => k.endsWith('#incident')).map(([, v]) => JSON.parse(v))"
    )
    (incident,) = page.evaluate(read)
    found = [(e["kind"], e["step"], e["text"]) for e in incident["entries"] if e["kind"] == "copied"]
    assert found == [
        ("copied", "", "kubectl --context staging-1 get scorer-1"),
        ("copied", "restart", "kubectl rollout restart deployment/scorer-1 --context staging-1"),
    ]
    assert (incident["values"], incident["environment"]) == ({"target": "scorer-1"}, "staging")


def test_without_storage_the_page_itself_remembers(somebody: Any) -> None:
    one = somebody()
    one.page.add_init_script(
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('off') }"
    )
    page = one.open(link(env="dev"))
    field(page, "target").fill("scorer-2")
    assert copied(page, "bound") == "kubectl --context dev-1 get scorer-2"
    assert {*one.errors} <= {"off"}  # the theme's
    one.errors.clear()


def test_everything_is_done_with_the_keyboard_alone(somebody: Any) -> None:
    page = somebody().open(link(reason="slow"))
    page.locator(".nb-environment input").first.focus()
    page.keyboard.press("Space")
    for key in ("ArrowDown", "Tab", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("scorer-3")
    assert field(page, "target").input_value() == "scorer-3"
    page.evaluate("navigator.clipboard.writeText('nothing')")
    command(page, "bound").locator(".nb-copy").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.evaluate("navigator.clipboard.readText()") == "kubectl --context staging-1 get scorer-3"


def test_without_scripts_the_list_stands_there_and_no_field(reader: NewReader) -> None:
    page = reader(scripts=False).open(DOWN)
    assert page.locator(".nb-fill").is_visible() is False
    expect(page.locator("#parameter-good_uri")).to_be_visible()
    page = reader().open(DOWN)
    assert page.locator(".nb-parameters").is_visible() is False
    expect(page.locator("#fill-good_uri")).to_be_visible()


@LOOKS
def test_the_fields_fit_every_screen_and_axe_finds_nothing(
    reader: NewReader, width: int, scheme: str
) -> None:
    page = reader(width, scheme).open(
        f"{link('quality/nan-or-constant-outputs/', env='prod', pod=';')}#parameters"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = """(all) => all.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
        .filter((r) => r.height < 44 || r.right > innerWidth).length"""
    assert (
        page.locator(".nb-fill input[type=text], .nb-environment, .nb-use, .nb-copy").evaluate_all(small) == 0
    )
    letters = "(all) => Math.min(...all.map((e) => parseFloat(getComputedStyle(e).fontSize)))"
    assert page.locator(".nb-fill label, .nb-ask input, .nb-wrong, .nb-use").evaluate_all(letters) >= 17
    violations = Axe().run(page, context=".nb-fill").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("labels", [{}, {"service": "fraud-scorer", "env": "production"}])
def test_nothing_moves_when_the_page_opens(reader: NewReader, width: int, labels: dict[str, str]) -> None:
    someone = reader(width)
    someone.page.add_init_script(f"({SHIFTS})()")
    page = someone.open(link(DOWN, **labels))
    page.wait_for_timeout(300)
    assert page.evaluate("shifts") == []


def test_a_step_alone_shows_the_fields_it_needs(reader: NewReader) -> None:
    page = reader().open(f"{link(DOWN, service='fraud-scorer', env='staging')}#step-roll-back")
    shown = page.locator(".nb-ask:visible").evaluate_all("(all) => all.map((e) => e.dataset.name)")
    assert shown == ["service", "good_uri", "bad_uri"]
    field(page, "good_uri").fill("s3://larkspur-models/fraud-scorer/41")
    assert "fraud-scorer/41" in str(page.locator("#step-roll-back + .nb-step code").first.text_content())
