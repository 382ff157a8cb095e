"""Notes go in and come out of a page's text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nightbook.publishing import marks

RUNBOOK = (
    '<body><article class="a"><h1 id="top">Late<a class="headerlink" href="#top">&para;</a></h1>\n'
    '<div class="nb-superseded" data-nb-latest="" hidden></div>\n'
    '<div class="nb-step"><p class="nb-superseded-step" data-nb-step="step-a" hidden></p></div>'
    '<p class="nb-stamp">v1<span class="nb-superseded-step" data-nb-step="step-b"></span></p>'
    "</article></body>"
)


def to(anchor: str) -> str:
    return f"to {anchor}"


def test_notes_stand_after_their_placeholders() -> None:
    assert marks.noted(RUNBOOK, "old", to) == (
        '<body><article class="a"><h1 id="top">Late<a class="headerlink" href="#top">&para;</a></h1>\n'
        '<div class="nb-superseded" data-nb-latest="" hidden></div>'
        '<!--nb-superseded--><div class="nb-superseded" role="note">old</div><!--/nb-superseded-->\n'
        '<div class="nb-step"><p class="nb-superseded-step" data-nb-step="step-a" hidden></p>'
        '<!--nb-superseded--><p class="nb-superseded-step">to step-a</p><!--/nb-superseded--></div>'
        '<p class="nb-stamp">v1<span class="nb-superseded-step" data-nb-step="step-b"></span>'
        '<!--nb-superseded--> <span class="nb-superseded-step">to step-b</span><!--/nb-superseded--></p>'
        "</article></body>"
    )


def test_a_second_note_replaces_the_first() -> None:
    assert marks.noted(marks.noted(RUNBOOK, "1", to), "2", to) == marks.noted(RUNBOOK, "2", to)


def test_without_its_notes_a_page_is_as_it_was_built() -> None:
    assert marks.plain(marks.noted(RUNBOOK, "old", to)) == RUNBOOK


@given(st.text(alphabet="<>/\"'!- abrticlesmnod\n"))
def test_any_page_takes_a_note_and_gives_it_back(page: str) -> None:
    noted = marks.noted(page, "old", to)
    assert ">old</div>" in noted
    assert marks.plain(noted) == page


def test_the_content_starts_at_the_first_real_article() -> None:
    page = '<head><script>"<article>"</script></head><body><!-- <article> --><main><article data-x="a>b">text'
    assert page[marks.content_start(page) :] == "text"


def test_without_an_article_it_starts_at_main_and_else_at_the_body() -> None:
    assert marks.content_start("<body><main>") == len("<body><main>")
    assert marks.content_start("<body>x") == len("<body>")
    assert marks.content_start("no tags") == len("no tags")


def test_a_redirect_is_known_by_its_refresh() -> None:
    meta = '<meta http-equiv="refresh" content="0; url=../b/?a=1&amp;b=2#step-x">'
    assert marks.leads_to(f'<head><meta charset="utf-8">{meta}</head>') == "../b/?a=1&b=2#step-x"
    assert marks.leads_to("<head></head><body>&lt;meta http-equiv=refresh</body>") == ""


def test_the_title_is_the_heading_without_its_permalink() -> None:
    assert marks.title(RUNBOOK) == "Late"
    assert marks.title("<title>A &amp; B</title>") == "A & B"
    assert marks.title("") == ""
