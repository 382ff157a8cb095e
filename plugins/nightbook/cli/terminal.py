"""What the terminal can show: colours and a progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

_MANY = 100


def colour(stream: TextIO) -> bool:
    """Whether to colour: NO_COLOR says no, FORCE_COLOR yes, else only a terminal that is not dumb."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def progress(paths: Iterable[Path], total: int) -> Iterable[Path]:
    """The paths, with a bar on a terminal when they take longer than a second."""
    if total <= _MANY or not sys.stderr.isatty():
        return paths
    from tqdm import tqdm

    bar: Iterable[Path] = tqdm(
        paths, total=total, desc="Reading", unit=" files", delay=1, leave=False, file=sys.stderr
    )
    return bar
