"""Document in, diagnostics out: is the data what the schema says?

jsonschema-rs answers "valid?" for every file; jsonschema words the errors of the few that are not. When
jsonschema-rs has no wheel for a machine, jsonschema does both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any

from ..diagnostics import Diagnostic
from ..sources.document import Document, Route
from . import contract

Known = Mapping[str, Collection[str]]
"""Ids by kind of the catalog, for "one of …"."""


def validate(
    document: Document,
    schema: str,
    known: Known | None = None,
    from_elsewhere: Callable[[Route], bool] = lambda _: False,
) -> tuple[Diagnostic, ...]:
    """Every violation in the document, once each; `schema` is one of contract.SCHEMAS.

    A missing field is no violation where `from_elsewhere(route)` says that a baseline may hold it.
    """
    if _fast(schema)(document.data):
        return ()
    from .words import word  # brings jsonschema in, which only a faulty file is worth

    errors = tuple(_validator(schema).iter_errors(document.data))
    return word(errors, document, schema, known or {}, from_elsewhere)


@cache
def _fast(schema: str) -> Callable[[Any], bool]:
    try:
        import jsonschema_rs
    except ImportError:
        return lambda data: bool(_validator(schema).is_valid(data))
    return jsonschema_rs.validator_for(
        contract.load(schema), validate_formats=True, formats={"moment": _is_moment}
    ).is_valid


@cache
def _validator(schema: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

    def pattern(_: Any, wanted: str, instance: Any, __: Any) -> Iterator[ValidationError]:
        # Python's `$` also matches before a final newline; the other validators' does not.
        if isinstance(instance, str) and not re.search(wanted.replace("$", r"\Z"), instance):
            yield ValidationError(f"{instance!r} does not match {wanted!r}")

    strict = validators.extend(Draft202012Validator, {"pattern": pattern})  # type: ignore[no-untyped-call]
    formats = FormatChecker(["date"])
    formats.checks("moment")(lambda value: not isinstance(value, str) or _is_moment(value))
    return strict(contract.load(schema), format_checker=formats)


def _is_moment(text: str) -> bool:
    """Whether there is such a day. The pattern beside the format holds the rest."""
    try:
        return dt.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
