"""A book -> a folder for a USB stick: one file of HTML for each runbook, which needs no other file and no network."""

from .write import CannotWrite, write

__all__ = ["CannotWrite", "write"]
