"""The checks of commands, a text each: what is found in it, exactly."""

from __future__ import annotations

import pytest

from nightbook.checks import (
    hidden_danger,
    look_alike_character,
    piped_download,
    secret_in_command,
    shell_prompt,
    space_after_backslash,
    undeclared_parameter,
    unguarded_delete,
)
from nightbook.checks.check import Check
from nightbook.model.book import Book, Entry
from nightbook.model.runbook import convert
from nightbook.model.settings import Policy
from nightbook.sources.document import Document
from nightbook.sources.parse import parse

from .book import TODAY


def written(text: str, language: str = "shell") -> Document:
    lines = "".join(f"          {line}\n" for line in text.split("\n"))
    document, faults = parse(
        f"steps:\n  triage:\n    - id: a\n      ask: x?\n      run:\n        {language}: |-\n{lines}",
        "x.yaml",
    )
    assert document is not None, faults
    return document


def found(check: Check, text: str, language: str = "shell") -> list[str]:
    """What the finding's place holds, for each finding."""
    document = written(text, language)
    step = {"id": "a", "ask": "x?", "run": {language: text}, "answers": {"y": "a"}}
    runbook = convert({
        "title": "x", "version": "1.0.0", "summary": "x", "severity": "SEV1", "owner": "x",
        "review": {"last": "2026-11-01", "every": "90d"}, "changelog": [], "steps": {"triage": [step]},
    })  # fmt: skip
    entries = (Entry("x", "serving", document, runbook),)
    book = Book(entries, {}, Book.empty().catalog, (), {}, True, {})
    lines = document.text.split("\n")
    spans = [each.span for each in check.find(book, Policy(today=TODAY))]
    return [
        lines[span.line - 1][span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]
        for span in spans
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ls –l", ["–"]),
        ("ls -l −n 5", ["−"]),
        ("echo “a”", ["“"]),
        ("ls\u00a0-l", ["\u00a0"]),
        ("cat ｆile", ["ｆ"]),
        ("cat fіle", ["і"]),
        ("cat ΒASE", ["Β"]),
        ("echo 'привет, Größe 5 µs … →'", []),
        ("echo 'привет' cоpy", ["о"]),
        ("echo '（失敗）'", []),
        ("# all – of them\nls –l", ["–"]),
        ("ls –l\nls –a", ["–", "–"]),
        ("ls –l –a", ["–"]),
    ],
)
def test_look_alike_characters(text: str, places: list[str]) -> None:
    assert found(look_alike_character.CHECK, text) == places


def test_a_comment_of_sql_and_a_click_path_may_hold_them() -> None:
    assert found(look_alike_character.CHECK, "-- all – of them\nSELECT 1 – 2", "sql") == ["–"]
    assert found(look_alike_character.CHECK, "Airflow › “DAGs” – pause", "click") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("$ ls", ["$"]),
        ("  % ls", ["%"]),
        ("root@node:/# ls", ["root@node:/#"]),
        ("[me@node-1 dir]$ ls", ["[me@node-1 dir]$"]),
        ("me@node$ ls", ["me@node$"]),
        ("# ls the folder", []),
        ("#!/bin/sh\necho $ x", []),
        ("ls \\\n  > out.txt", []),
        ("$HOME/run.sh", []),
        ("$(which ls) x", []),
        ("ssh me@node ls", []),
        ("me@node: ls", []),
    ],
)
def test_prompts_of_a_shell(text: str, places: list[str]) -> None:
    assert found(shell_prompt.CHECK, text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("SELECT a\nFROM b WHERE c\n> 5", []),
        ("mysql> SELECT 1", ["mysql>"]),
        ("warehouse=# SELECT 1", ["warehouse=#"]),
        ("a > b", []),
        ("SELECT x->'y' FROM t WHERE a => 5", []),
    ],
)
def test_prompts_of_a_database(text: str, places: list[str]) -> None:
    assert found(shell_prompt.CHECK, text, "sql") == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ls \\ \n  -l", ["\\"]),
        ("ls \\\t\n  -l", ["\\"]),
        ("ls \\\n  -l", []),
        ("cat My\\ file", []),
    ],
)
def test_spaces_after_a_backslash(text: str, places: list[str]) -> None:
    assert found(space_after_backslash.CHECK, text) == places


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("curl -s x | sh", 1),
        ("curl -s x|sudo -E bash -", 1),
        ("curl -s x \\\n  | bash -s -- -y", 1),
        ("wget -qO- x | /bin/sh", 1),
        ("curl x | python", 1),
        ("curl x | python3 - --flag", 1),
        ('bash -c "$(curl x)"', 1),
        ("source <(curl x)", 1),
        ("curl x | python3 -m json.tool", 0),
        ("curl x | python3 -c 'import sys'", 0),
        ("curl x | jq .sh", 0),
        ("curl x | shasum", 0),
        ("curl x -o run.sh && sh run.sh", 0),
        ("curl x > a; cat b | sh", 0),
    ],
)
def test_downloads_that_run(text: str, count: int) -> None:
    assert len(found(piped_download.CHECK, text)) == count


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("rm -rf $DIR/*", ["$DIR/*"]),
        ('rm -rf "$DIR"/', ['"$DIR"/']),
        ('rm -rf "${DIR}/a b"', ['"${DIR}/a']),
        ("rm -rf /", ["/"]),
        ("rm -rf /*", ["/*"]),
        ("rm -rf ~", ["~"]),
        ("rm -r \\\n  <folder>/x", ["<folder>/x"]),
        ("rm -rf a $DIR/ && rm -fr $B/c", ["$DIR/", "$B/c"]),
        ('rm -rf "${DIR:?}"/*', []),
        ("rm -rf $HOME/.cache/x ~/x /var/x/<folder>", []),
        ("rm $DIR/a.txt", []),
        ("docker run --rm -r x /", []),
        ("grep -r form $DIR/", []),
    ],
)
def test_deletes_without_a_guard(text: str, places: list[str]) -> None:
    assert found(unguarded_delete.CHECK, text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("kubectl -n x delete pod a", ["kubectl -n x delete"]),
        ("kubectl drain node-1", ["kubectl drain"]),
        ("kubectl get pods | grep delete", []),
        ("kubectl auth can-i delete pods", []),
        ("kubectl delete pod a --dry-run=client", []),
        ("kubectl get pods --field-selector=reason=delete", []),
        ("psql -c 'DROP TABLE x'", ["DROP TABLE"]),
        ("grep -i 'drop table' log", []),
        ("# DROP TABLE x\nls", []),
        ("terraform destroy -auto-approve", ["terraform destroy"]),
        ("terraform plan -destroy", ["terraform plan -destroy"]),
        ("redis-cli -h x flushdb", ["flushdb"]),
        ("rm -rf /tmp/x", ["rm -rf"]),
        ("docker run --rm -it x", []),
        ("curl -X DELETE https://x", ["curl -X DELETE"]),
        ("echo dropping", []),
    ],
)
def test_dangers_where_the_reader_expects_none(text: str, places: list[str]) -> None:
    assert [each.rstrip() for each in found(hidden_danger.CHECK, text)] == places


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("sql", "DELETE FROM x", ["DELETE FROM"]),
        ("sql", "SELECT truncate(x, 2), deleted FROM y", []),
        ("sql", "TRUNCATE x", ["TRUNCATE"]),
        ("http", "DELETE https://x", ["DELETE"]),
        ("promql", "rate(drop_table_total[5m])", []),
        ("click", "Delete from the menu", []),
    ],
)
def test_dangers_in_other_languages(language: str, text: str, places: list[str]) -> None:
    assert [each.rstrip() for each in found(hidden_danger.CHECK, text, language)] == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("x AKIA" + "Q3EGPLMVX7TNJ2YK", ["AKIA" + "Q3EGPLMVX7TNJ2YK"]),
        ("x AKIA" + "IOSFODNN7EXAMPLE", []),
        ("x -H 'Authorization: Bearer " + "q9fJ2m4Lk8Zp3Xv7Wn1R'", ["q9fJ2m4Lk8Zp3Xv7Wn1R"]),
        ("x -H 'Authorization: Bearer $TOKEN'", []),
        ("x -H 'Authorization: Bearer <token>'", []),
        ("x ghp_" + "a1B2" * 9, ["ghp_" + "a1B2" * 9]),
        ("x --password=hunter22 y", ["hunter22"]),
        ("MYSQL_PASSWORD='hunter22' y", ["hunter22"]),
        ("x --password=$P --password ${P} --password=<p> --password=******** --password=changeme", []),
        ("x --password=$(cat f) --password-file=/etc/passwords", []),
        ("x postgres://me:hunter22@db/x", ["hunter22"]),
        ("x postgres://me:$P@db/x https://me@db/x http://db:8080/a@b", []),
        ("-----BEGIN RSA " + "PRIVATE KEY-----", ["-----BEGIN RSA " + "PRIVATE KEY-----"]),
    ],
)
def test_secrets(text: str, places: list[str]) -> None:
    assert found(secret_in_command.CHECK, text) == places


def test_an_undeclared_parameter_is_found_where_it_stands() -> None:
    assert found(undeclared_parameter.CHECK, "ls <a-b> <x_1> <A> <1> < a > <a-b>") == ["<a-b>", "<x_1>"]
    assert found(undeclared_parameter.CHECK, "echo '<b>x</b>' <c>") == ["<c>"]
