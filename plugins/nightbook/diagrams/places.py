"""The drawing as data: what `layout` makes and `svg` writes. All lengths are px, y grows downwards."""

from __future__ import annotations

from typing import NamedTuple

from nightbook.diagrams.text import width
from nightbook.model.graph import Node

FONT = 14
LINE = 18
MAX_WIDTH = 800  # shown at 690 px this leaves 12 px of a 14 px letter
MARGIN = 8
BOX_WIDTH = 270
TARGET_WIDTH = 240
LABEL_ROOM = 92
STUB = 16  # of line to be seen on each side of a label
LABEL_PAD = 4
DANGER_BANNER = 22
RAIL = 20  # from a box's left side to the line that enters and leaves it
LAST_COLUMN = MAX_WIDTH - MARGIN - TARGET_WIDTH - 2 * (STUB + LABEL_PAD) - LABEL_ROOM - BOX_WIDTH


class Box(NamedTuple):
    """A rectangle with the title's lines; the number has a cell of its own at the left."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    def moved(self, x: int, y: int) -> Box:
        return Box(x, y, self.width, self.height, self.lines)


class Exit(NamedTuple):
    """A way to the right: to an end that stands there (`is_step`), or to a chip that names another step."""

    target: Node
    label: str
    label_lines: tuple[str, ...]
    box: Box
    is_step: bool
    upwards: bool

    @property
    def label_width(self) -> int:
        return 2 * LABEL_PAD + max((width(line, FONT) for line in self.label_lines), default=0)

    @property
    def height(self) -> int:
        return max(self.box.height, LINE * len(self.label_lines))


class Down(NamedTuple):
    """A straight line from the bottom of one box to the top of another, past its own label."""

    x: int
    top: int
    bottom: int
    label_lines: tuple[str, ...]

    @property
    def start(self) -> int:
        """Where the line begins to be seen: below its label."""
        return self.top + (LABEL_PAD + LINE * len(self.label_lines) if self.label_lines else 0)


class Place(NamedTuple):
    """One step with everything that leaves it. `phase` and `origin` stand above the box, `note` to its right.

    `rule` is the height of a faint line across the picture that parts this step from the one above, or None.
    """

    node: Node
    box: Box
    phase: str
    origin: str
    exits: tuple[Exit, ...]
    downs: tuple[Down, ...]
    note: tuple[str, ...]
    rule: int | None


class Picture(NamedTuple):
    """Places in the order in which they are read, from the top down."""

    width: int
    height: int
    places: tuple[Place, ...]
