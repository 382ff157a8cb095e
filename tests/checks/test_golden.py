"""Cases as folders: files that differ from the base book, and the whole report that they give.

`pytest tests/checks/test_golden.py --rewrite-golden` writes the reports anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .book import CASES, FAULTS, base, folder, text_report

FOLDERS = sorted(path.name for path in CASES.iterdir() if path.is_dir() and path.name != "_base")


@pytest.mark.parametrize("name", FOLDERS)
def test_the_report_of_a_case_is_the_expected_one(name: str, tmp_path: Path, rewrite_golden: bool) -> None:
    files = folder(CASES / name)
    expected = files.pop("expected.txt", "")
    report = text_report({**base(), **files}, tmp_path)
    if rewrite_golden:
        (CASES / name / "expected.txt").write_text(report, "utf-8", newline="\n")
    else:
        assert report == expected


def test_a_case_is_named_after_a_fault() -> None:
    names = {f"{fault.code}-{fault.name}" for fault in FAULTS}
    assert [name for name in FOLDERS if name.partition(".")[0] not in names] == []
