"""What can be wrong with the book as a whole; `explained/NBxxx-name.md` explains each of them."""

from ..sources.faults import Fault

FAULTS: tuple[Fault, ...] = (
    Fault("NB201", "duplicate-runbook-id", "Two files would be the same runbook."),
    Fault("NB202", "missing-catalog", "The book has no catalog."),
    Fault("NB203", "duplicate-catalog-id", "An id of the catalog is defined twice."),
    Fault("NB204", "bad-runbook-id", "A file's name cannot be a runbook's id."),
    Fault("NB205", "bad-baseline", "A runbook extends something that is not a baseline."),
)
