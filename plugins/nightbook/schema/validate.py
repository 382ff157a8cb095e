"""Document in, diagnostics out: is the data what the schema says?

jsonschema-rs answers "valid?" for every file; jsonschema words the errors of the few that are not. When
jsonschema-rs has no wheel for a machine, jsonschema does both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any

from ..diagnostics import Diagnostic
from ..sources.document import Document
from . import contract

Known = Mapping[str, Collection[str]]
"""Ids by kind of the catalog, for "one of …"."""


def validate(document: Document, schema: str, known: Known | None = None) -> tuple[Diagnostic, ...]:
    """Every violation in the document, once each; `schema` is one of contract.SCHEMAS."""
    if _fast(schema)(document.data):
        return ()
    from .words import word  # brings jsonschema in, which only a faulty file is worth

    found: dict[Diagnostic, None] = {}
    for error in _leaves(_validator(schema).iter_errors(document.data)):
        found.update(dict.fromkeys(word(error, document, schema, known or {})))
    return tuple(found)


@cache
def _fast(schema: str) -> Callable[[Any], bool]:
    try:
        import jsonschema_rs
    except ImportError:
        return lambda data: bool(_validator(schema).is_valid(data))
    return jsonschema_rs.validator_for(contract.load(schema), validate_formats=True).is_valid


@cache
def _validator(schema: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

    def pattern(_: Any, wanted: str, instance: Any, __: Any) -> Iterator[ValidationError]:
        # Python's `$` also matches before a final newline; the other validators' does not.
        if isinstance(instance, str) and not re.search(wanted.replace("$", r"\Z"), instance):
            yield ValidationError(f"{instance!r} does not match {wanted!r}")

    strict = validators.extend(Draft202012Validator, {"pattern": pattern})
    return strict(contract.load(schema), format_checker=FormatChecker(["date"]))


def _leaves(errors: Any) -> Iterator[Any]:
    """The errors that a person can act on: what `if`, `then` and `allOf` wrap is unwrapped."""
    for error in errors:
        if error.validator in ("if", "then", "else", "allOf", "$ref") and error.context:
            yield from _leaves(error.context)
        else:
            yield error
