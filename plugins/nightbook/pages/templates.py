"""The only place that knows Jinja: templates by name, strict about what is undefined."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from ..diagnostics import Diagnostic, Severity, Span
from ..model.units import spoken
from ..sources.faults import Fault
from . import html
from .page import Block

FAULTS: tuple[Fault, ...] = (
    Fault("NB221", "template-error", "A template of the site's own cannot be used."),
)


class BadTemplate(Exception):  # noqa: N818
    """A template failed; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)  # what another process needs to make it again
        self.diagnostic = diagnostic


def own_templates() -> Path:
    """Our templates: in the installed package, or in the checkout that an editable install points at."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


class _Environment(Environment):
    """Attributes are read directly: a name that is not there is an error at once, and thousands of reads are quick."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]


def environment(overrides: Path | None) -> Environment:
    """Templates that replace ours are looked up first. Raises BadTemplate for one that is not UTF-8."""
    for file in sorted(overrides.rglob("*.j2")) if overrides else ():
        _refuse_odd_bytes(file)
    folders = [overrides, own_templates()] if overrides else [own_templates()]
    loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    env = _Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters["prose"] = html.prose
    env.filters["encode"] = html.encode
    env.filters["spoken"] = spoken
    return env


def _refuse_odd_bytes(file: Path) -> None:
    """Jinja would blame the template that includes it."""
    try:
        file.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"the template {file.name} is not UTF-8 text"
        span = Span(file.as_posix(), line, 1, line, 1)
        raise BadTemplate(Diagnostic("NB221", Severity.ERROR, message, span, "Save it as UTF-8.")) from error


def blocks_of(env: Environment, name: str, base: Path, **context: Any) -> tuple[Block, ...]:
    """Renders a page template, which is an outline of `{% call block(heading, anchor) %}`, to its blocks.

    Raises BadTemplate with file and line when a template fails.
    """
    blocks: list[Block] = []

    def block(heading: str, anchor: str, level: int = 2, *, caller: Callable[[], Markup]) -> str:
        # The body is rendered before it is kept, so that blocks inside blocks come after the one around them.
        at = len(blocks)
        body = str(caller()).strip()
        blocks.insert(at, Block(str(heading), level, anchor, body))
        return ""

    try:
        template: Template = env.get_template(name)
        template.render(block=block, **context)
    except (
        TemplateError,
        TypeError,
        ValueError,
        AttributeError,
        KeyError,
        ArithmeticError,
        LookupError,
        RuntimeError,
        OSError,
    ) as error:
        raise BadTemplate(_diagnose(error, name, base)) from error
    return tuple(blocks)


def _diagnose(error: Exception, name: str, base: Path) -> Diagnostic:
    file, line = _place(error, name)
    path = Path(file)
    shown = path.relative_to(base).as_posix() if path.is_absolute() and path.is_relative_to(base) else file
    if isinstance(error, TemplateNotFound):
        error = TemplateError(f"there is no template {error.name}")
    kind = "" if isinstance(error, TemplateError | AttributeError) else f"{type(error).__name__}: "
    return Diagnostic(
        "NB221", Severity.ERROR, f"the template {name} failed: {kind}{error}", Span(shown, line, 1, line, 1),
        "Compare it with the template that it replaces; `templates:` in mkdocs.yml names its folder.",
    )  # fmt: skip


def _place(error: Exception, name: str) -> tuple[str, int]:
    """The deepest line of a template in the traceback: Jinja maps its own code back to the template's
    lines.
    """
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or name, error.lineno
    place = (name, 1)
    trace = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith((".j2", ".html")):
            place = (file, trace.tb_lineno)
        trace = trace.tb_next
    return place
