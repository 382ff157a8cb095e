"""Every fault a source file can have, in one hand-ordered table; `faults/NBxxx-name.md` explains each."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Diagnostic, Related, Severity, Span


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: its code (never reused), its kebab-case name, and one line that says what it is."""

    code: str
    name: str
    summary: str


FAULTS: tuple[Fault, ...] = (
    # What stops the reading before it starts.
    Fault("NB001", "file-too-large", "The file is larger than 256 KB."),
    Fault("NB002", "nesting-too-deep", "Lists and mappings are nested more than 30 levels deep."),
    Fault("NB003", "too-many-values", "The file holds more than 20,000 values."),
    # Characters.
    Fault("NB004", "not-utf8", "The file is not UTF-8 text."),
    Fault("NB005", "control-character", "The file holds an invisible character that terminals obey."),
    Fault("NB006", "bidi-control", "The file holds a character that reverses the text around it."),
    Fault("NB007", "lone-surrogate", "The text holds half of a character."),
    Fault("NB008", "odd-line-break", "A line ends with a character that few programs take for a line end."),
    Fault("NB009", "tab-indentation", "A tab is used for indentation."),
    # Grammar.
    Fault("NB010", "syntax-error", "The file is not YAML."),
    Fault("NB011", "bad-indentation", "A line is indented too far, or not far enough."),
    Fault("NB012", "missing-colon", "A key has no colon after it."),
    Fault("NB013", "missing-space", "A key has no space after its colon."),
    Fault("NB014", "colon-in-text", "A value without quotes holds a colon and a space."),
    Fault("NB015", "unclosed-quote", "A quotation mark is opened and never closed."),
    Fault("NB016", "text-after-quote", "Text follows a closing quotation mark."),
    Fault("NB017", "unclosed-bracket", "A bracket is opened and never closed."),
    Fault("NB018", "needs-quotes", "A value begins with a character that means something else in YAML."),
    Fault("NB019", "bad-escape", "A backslash in double quotes starts an escape that YAML does not know."),
    # YAML that says something other than what its writer meant.
    Fault("NB020", "comment-eats-text", "A `#` turns the rest of a value into a comment."),
    Fault("NB021", "duplicate-key", "A mapping has the same key twice."),
    Fault("NB022", "anchor", "A value has an anchor (`&name`)."),
    Fault("NB023", "alias", "A value is an alias (`*name`)."),
    Fault("NB024", "merge-key", "A mapping uses the merge key (`<<`)."),
    Fault("NB025", "tag", "A value has a tag (`!name`)."),
    Fault("NB026", "directive", "The file has a directive (`%YAML`, `%TAG`)."),
    Fault("NB027", "several-documents", "The file holds more than one document, or marks the end of one."),
    Fault("NB028", "empty-file", "The file is empty, or holds nothing but comments."),
    Fault("NB029", "not-a-mapping", "The file is a list or a text, not a mapping of keys to values."),
    Fault("NB030", "key-is-not-text", "A key is a list or a mapping."),
    Fault("NB031", "empty-key", "A key is empty or null."),
    # Files and folders.
    Fault("NB040", "unreadable-file", "The file or folder cannot be read."),
    Fault("NB041", "broken-link", "A symbolic link leads nowhere."),
    Fault(
        "NB042", "link-leaves-folder", "A symbolic link leads out of the folder, or to a hidden one in it."
    ),
    Fault("NB043", "link-loop", "A symbolic link leads back to itself or to a folder around it."),
    Fault("NB044", "not-a-file", "A pipe or a device, or a folder that is named like a YAML file."),
    Fault("NB045", "odd-file-name", "A file's name is not UTF-8 or holds control characters."),
    Fault("NB046", "missing-folder", "The folder of the sources does not exist."),
    # Recorded incidents, which are JSON.
    Fault(
        "NB050", "not-json", "A recorded incident cannot be read as JSON: it is cut off, or something else."
    ),
)

_CODES = {fault.name: fault.code for fault in FAULTS}


def report(
    name: str, span: Span, message: str, help: str = "", related: tuple[Related, ...] = ()
) -> Diagnostic:
    """A diagnostic for the fault of this name; every fault of a source file is an error."""
    return Diagnostic(_CODES[name], Severity.ERROR, message, span, help, related)
