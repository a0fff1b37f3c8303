"""What strangers wrote cannot steer the terminal."""

import ast
import json
from pathlib import Path

import pytest
from made_analysis import made_events

from engine.case.case import Case
from engine.case.state import Description
from engine.terminal import echo, print_json, print_table

COMMANDS = Path(__file__).parents[2] / "engine"
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egpj.exe\r"
STEERING = ("\x1b", "\x07", "\x9b", "\u202e", "\r")


def steered(text):
    return [sign for sign in STEERING if sign in text]


def test_text_and_tables_spell_out_what_steers(capsys):
    echo(EVIL)
    print_table([("a", "b"), (EVIL, "two\nlines")])
    said = capsys.readouterr().out
    assert steered(said) == []
    assert "[U+001B]" in said
    assert len(said.splitlines()) == 3


def test_json_says_the_same(capsys):
    print_json({"name": EVIL, "other": "Zoë 😀"})
    said = capsys.readouterr().out
    assert steered(said) == []
    assert "Zoë 😀" in said
    assert json.loads(said) == {"name": EVIL, "other": "Zoë 😀"}


@pytest.mark.parametrize("more", [[], ["--log"], ["--json"], ["--log", "--json"]])
def test_a_case_of_a_stranger_is_listed(forensics, tmp_path, more):
    path = tmp_path / "one.fcase"
    with Case.create(path, analyst=EVIL, about=Description(EVIL, EVIL)) as case:
        for event in made_events(EVIL):
            case.add(event)
        case.tag(1, [EVIL])
        case.note(EVIL)
    said = forensics("case", path, *more)
    assert said.returncode == 0
    assert steered(said.stdout + said.stderr) == []


@pytest.mark.parametrize("words", [["info"], ["verify"], ["case"], ["repeat"], ["no-such"], []])
def test_errors_too(forensics, tmp_path, words):
    said = forensics(*words, tmp_path / EVIL)
    assert said.returncode
    assert said.stderr
    assert steered(said.stdout + said.stderr) == []


@pytest.mark.parametrize(
    "path",
    [*sorted((COMMANDS / "commands").glob("*.py")), COMMANDS / "cli.py"],
    ids=lambda p: p.stem,
)
def test_commands_print_through_the_terminal_alone(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute | ast.Name):
            name = getattr(node, "attr", getattr(node, "id", ""))
            assert name not in ("secho", "print", "stdout", "stderr"), node.lineno
            assert name != "echo" or isinstance(node, ast.Name), node.lineno
