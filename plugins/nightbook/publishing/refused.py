"""Why nothing was published."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 -- a sentence for a person, not a fault of ours
    """One sentence for a person. `code` is the exit code: 1 what is wrong lies in the book, 2 in the call."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code
