"""Two books to write and build: the example book, and one that is full of Markdown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ODD = "serving/odd"
CONFIG = """\
site_name: Odd
docs_dir: runbooks
theme: {name: material, font: false}
plugins: [search, nightbook]
"""
LONG = "kubectl get pods -l app in (" + ",".join(f"pod-{i:04d}" for i in range(400)) + ")"
COMMANDS = (
    "cat <<'EOF'\n```\n~~~\n````sh\n```\nEOF",
    '--8<-- "mkdocs.yml"\n;--8<-- "x"\n-8<-\n--8<--',
    "helm template . --set x={{ .Values.x }} {% raw %} {# no #} ${HOME} $(date) $$",
    "echo '<br></br>' '&amp;' '&#38;' \"a & b\" </dev/null",
    "printf 'a  b   \n    c\t\td  \n\n\n\te\n'",
    "echo 'ünïcödé → ✓ 漢字 🚀'",
    "echo *_~ **bold** __x__ ~~s~~ [x](y) [^1]: *[HTML]: :smile: ==m== ^^i^^ {++c++}",
    '!!! note\n    body\n??? q\n=== "tab"\n/// x\n///\n[TOC]\n$$\nx\n$$\n# h\n- a\n1. b\n| a |\n---',
    "\\* \\` \\\\ \\$ 'q' \"d\" ... -- --- (c) 1/2 https://example.com @who #1",
    LONG,
)
WORDS = "Some `a` and `` ` `` ~~~ {{ x }} {%y%} *s* _u_ [^1]: [x](y) $$z$$ a < b && c | d \\ ^e^ :smile: <br>"


def example(folder: Path) -> Path:
    """The mkdocs.yml of a copy of the example book, which has every kind of block."""
    folder.mkdir()
    shutil.copytree(PROJECT / "runbooks", folder / "runbooks")
    return Path(shutil.copy(PROJECT / "mkdocs.yml", folder))


def odd(folder: Path) -> Path:
    """The mkdocs.yml of a small book, whose commands and words hold what a Markdown extension looks for."""
    shutil.copytree(PROJECT / "tests/cases/_base", folder)
    (folder / "mkdocs.yml").write_text(CONFIG)
    runbook = folder / f"runbooks/{ODD}.yaml"
    text = (folder / "runbooks/serving/example.yaml").read_text("utf-8")
    text = text.replace("title: Scores", 'title: "Scores {x} `y` *z* # {#w}, and"\n#', 1)
    causes = "".join(map(_cause, range(len(COMMANDS)), COMMANDS))
    runbook.write_text(f"{text}\nformerly: [odd-before]\n\nhypotheses:\n{causes}", "utf-8")
    return folder / "mkdocs.yml"


def _cause(number: int, command: str) -> str:
    said = json.dumps(WORDS)
    return (
        f"  - id: odd-{number}\n    cause: {said}\n    likelihood: rare\n    tests:\n"
        f"      - do: {said}\n        confirms: {said}\n"
        f"        run:\n          shell: {json.dumps(command, ensure_ascii=False)}\n"
    )
