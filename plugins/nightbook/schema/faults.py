"""What can be wrong between a file and its schema; `explained/NBxxx-name.md` explains each of them."""

from ..sources.faults import Fault

FAULTS: tuple[Fault, ...] = (
    Fault("NB101", "unknown-field", "A field that the schema does not know, or that does not belong here."),
    Fault("NB102", "missing-field", "A field that must be there is not."),
    Fault("NB103", "wrong-type", "A list where text belongs, text where a number belongs, and the like."),
    Fault("NB104", "not-a-choice", "A value that is none of the allowed ones."),
    Fault("NB105", "wrong-form", "Text that does not have the form it must have: an id, a day, a duration."),
    Fault("NB106", "out-of-bounds", "Empty, too long, too small or named twice."),
    Fault("NB107", "not-exactly-one", "Two fields of which only one may be there, or none of them."),
)
