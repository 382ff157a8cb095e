"""Commands: the page holds what the author wrote, byte for byte; copied is that with the values in it."""

from __future__ import annotations

from nightbook.model.book import Book, Entry

from .conftest import NewReader
from .filling import example_values, fill_in, filled
from .reader import BROWSER, SIZES, SLOW

pytestmark = BROWSER

IN_STEPS = "(all) => all.map((code) => code.textContent)"
COPIED = """async () => {
    const copied = []
    for (const button of document.querySelectorAll(".nb-step .nb-copy")) {
        await navigator.clipboard.writeText("")
        button.click()
        for (let i = 0; i < 50 && button.textContent !== "Copied"; i++) await new Promise((go) => setTimeout(go, 10))
        copied.push(await navigator.clipboard.readText())
    }
    return copied
}"""


def written(entry: Entry) -> list[str]:
    """The commands of the steps, as they stand in the source."""
    return [c.text for placed in entry.steps for c in (placed.step.run, placed.step.undo) if c]


def test_every_command_of_a_step_is_the_authors_byte_for_byte(reader: NewReader, book: Book) -> None:
    someone = reader(scripts=False)
    for entry in book.entries:
        page = someone.open(entry.url)
        assert page.locator(".nb-step pre > code").evaluate_all(IN_STEPS) == written(entry), entry.id


def test_every_copy_button_copies_exactly_these_bytes_with_the_values_in_them(
    reader: NewReader, book: Book
) -> None:
    someone = reader()
    someone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for entry in book.entries[::4]:
        page = someone.open(entry.url)
        values = example_values(entry, book)
        fill_in(page, values)
        wanted = [
            filled(c, values) for placed in entry.steps for c in (placed.step.run, placed.step.undo) if c
        ]
        assert page.evaluate(COPIED) == wanted, entry.id


@SIZES
def test_a_tap_on_copy_says_copied_and_then_offers_itself_again(reader: NewReader, width: int) -> None:
    someone = reader(width)
    someone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = someone.open(f"{SLOW}?env=production&service=fraud-scorer")
    box = page.locator(".nb-step .nb-command").first
    button = box.locator(".nb-copy")
    button.click()
    page.wait_for_function("(b) => b.textContent === 'Copied'", arg=button.element_handle(), timeout=1000)
    assert page.evaluate("navigator.clipboard.readText()") == box.locator("code").text_content()
    page.wait_for_function("(b) => b.textContent === 'Copy'", arg=button.element_handle(), timeout=4000)


@SIZES
def test_without_a_clipboard_the_command_is_selected(reader: NewReader, width: int) -> None:
    someone = reader(width)
    someone.page.add_init_script("delete Navigator.prototype.clipboard")
    page = someone.open(f"{SLOW}?env=production&service=fraud-scorer")
    box = page.locator(".nb-step .nb-command").first
    box.locator(".nb-copy").click()
    assert box.locator(".nb-copy").text_content() == "Selected"
    assert page.evaluate("getSelection().toString()") == box.locator("code").text_content()
