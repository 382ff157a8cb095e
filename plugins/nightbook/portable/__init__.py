"""The Output -> a folder of Markdown that MkDocs, ProperDocs and Zensical build without the plugin."""

from .write import CannotWrite, write

__all__ = ["CannotWrite", "write"]
