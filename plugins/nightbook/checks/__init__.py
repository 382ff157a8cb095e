"""The Book in, findings out: one module a check, one line here, in the order of the codes."""

from __future__ import annotations

from ..diagnostics import Diagnostic
from ..model.book import Book
from ..model.settings import Policy
from . import (
    address_collision,
    change_after_review,
    changelog_out_of_order,
    changelog_top_is_not_version,
    command_without_expectation,
    dependency_cycle,
    deprecated_target,
    duplicate_id,
    empty_section,
    future_dated_change,
    long_action,
    long_block,
    major_without_reviewer,
    mitigation_without_command,
    no_time_box,
    required_section,
    review_due_soon,
    review_in_future,
    review_overdue,
    shared_alert,
    unfinished_text,
    unknown_inner_id,
    unknown_reference,
    unknown_step_reference,
    unreachable_step,
    vague_question,
)
from .check import Check

ALL: tuple[Check, ...] = (
    required_section.CHECK,
    empty_section.CHECK,
    unfinished_text.CHECK,
    mitigation_without_command.CHECK,
    long_action.CHECK,
    long_block.CHECK,
    command_without_expectation.CHECK,
    vague_question.CHECK,
    no_time_box.CHECK,
    review_overdue.CHECK,
    review_due_soon.CHECK,
    review_in_future.CHECK,
    changelog_top_is_not_version.CHECK,
    changelog_out_of_order.CHECK,
    major_without_reviewer.CHECK,
    change_after_review.CHECK,
    future_dated_change.CHECK,
    unreachable_step.CHECK,
    unknown_reference.CHECK,
    unknown_step_reference.CHECK,
    address_collision.CHECK,
    deprecated_target.CHECK,
    unknown_inner_id.CHECK,
    duplicate_id.CHECK,
    dependency_cycle.CHECK,
    shared_alert.CHECK,
)  # fmt: skip


def run(book: Book, policy: Policy) -> tuple[Diagnostic, ...]:
    """Every finding of every check, in no promised order."""
    return tuple(found for check in ALL for found in check.run(book, policy))
