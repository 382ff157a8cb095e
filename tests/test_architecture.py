"""Imports go down only, and each library is used in one place. The code is read, not run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nightbook

HOUSE = Path(nightbook.__file__).parent
LAYERS = (
    {"diagnostics"},
    {"sources"},
    {"schema"},
    {"model"},
    {"diagrams"},
    {"checks", "changes", "incidents", "pages", "reports"},
    {"pipeline", "swap", "mkdocs_search", "mkdocs_theme", "offline"},
    {"cli", "mkdocs_plugin", "publishing", "portable", "stick"},
)
"""From the ground up. What stands on one floor never imports its neighbours."""

DOORS = {"__init__", "__main__", "__version__"}
"""What starts the rest, and the version, which everything may know."""

ADAPTED_BY_THE_CLI = {("cli", "mkdocs_plugin"), ("cli", "publishing"), ("cli", "portable"), ("cli", "stick")}
"""The command line drives the builders; nothing else on the top floor knows its neighbours."""

ONLY_IN = {
    "yaml": {"sources"},
    "jsonschema": {"schema"},
    "jsonschema_rs": {"schema"},
    "jinja2": {"pages"},
    "mkdocs": {"mkdocs_plugin", "cli/build", "cli/serve"},
    "material": {"mkdocs_plugin", "cli/build", "cli/serve"},
}


def part_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever it stands in it."""
    package = ("nightbook", *path.relative_to(HOUSE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join((*above, *(node.module or "").split("."))).strip(".")
            if name == "nightbook":
                yield from ((node.lineno, f"nightbook.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, name


MODULES = sorted(HOUSE.rglob("*.py"))
IMPORTS = [(path, line, name) for path in MODULES for line, name in imports(path)]
FLOOR = {part: floor for floor, parts in enumerate(LAYERS) for part in parts}


def test_every_part_of_the_package_has_its_floor() -> None:
    assert {part_of(path) for path in MODULES} - DOORS <= FLOOR.keys()


def test_imports_go_down_only() -> None:
    wrong = []
    for path, line, name in IMPORTS:
        here, there = part_of(path), (*name.split("."), "")[1]
        if not name.startswith("nightbook.") or here == there or {here, there} & DOORS:
            continue
        if FLOOR[there] >= FLOOR[here] and (here, there) not in ADAPTED_BY_THE_CLI:
            wrong.append(f"{path.relative_to(HOUSE)}:{line} imports {name}")
    assert wrong == []


def test_diagnostics_imports_nothing_of_ours() -> None:
    assert [name for path, _, name in IMPORTS if part_of(path) == "diagnostics" and "nightbook" in name] == []


def test_each_library_is_used_in_its_own_place() -> None:
    wrong = []
    for path, line, name in IMPORTS:
        allowed = ONLY_IN.get(name.partition(".")[0])
        inside = path.relative_to(HOUSE).with_suffix("").as_posix()
        if allowed is not None and part_of(path) not in allowed and inside not in allowed:
            wrong.append(f"{path.relative_to(HOUSE)}:{line} imports {name}")
    assert wrong == []


def test_the_rules_are_about_this_package() -> None:
    used = {name.partition(".")[0] for _, _, name in IMPORTS}
    assert ONLY_IN.keys() - {"material"} <= used
    assert len(IMPORTS) > 300
