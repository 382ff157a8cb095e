"""What a reader puts into the fields, and what the commands then are: worked out here, without the page's script."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page

from nightbook.model.book import Book, Entry
from nightbook.model.runbook import Command
from nightbook.model.slots import PLACEHOLDER, places
from nightbook.model.values import put

TYPE = """(values) => {
    for (const [name, value] of Object.entries(values)) {
        const field = document.getElementById("fill-" + name)
        if (!field) continue
        field.value = value
        field.dispatchEvent(new InputEvent("input", {bubbles: true}))
    }
    document.querySelector(".nb-environment input[value=production]")?.click()
}"""


def example_values(entry: Entry, book: Book) -> dict[str, str]:
    """A value for every parameter: production's, the example, the default or a version that is known to be good."""
    values = {}
    for name, parameter in entry.runbook.parameters.items():
        here = book.catalog.environments["production"].values
        known = book.catalog.models.get(parameter.known_good or "")
        values[name] = (
            here.get(parameter.environment or "")
            or parameter.example
            or parameter.default
            or (known.known_good[0].version if known else "")
        )
    return values


def fill_in(page: Page, values: Mapping[str, str]) -> None:
    """Types these values and chooses production."""
    page.evaluate(TYPE, values)


def filled(command: Command, values: Mapping[str, str]) -> str:
    """The command with these values, as it is copied."""
    standing = iter(places(command.text, command.language, values))
    return PLACEHOLDER.sub(
        lambda found: put(values[found[1]], next(standing)) or "?" if found[1] in values else found[0],
        command.text,
    )
