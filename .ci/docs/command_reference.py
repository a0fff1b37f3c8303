"""Reference of the command line, made from its click commands."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from engine.cli import cli


def commands() -> str:
    """A section for each command: usage, help and options, in Markdown."""
    return "\n".join(_sections(cli, "forensics", None))


def exit_statuses() -> str:
    """Table of the exit statuses that `forensics --help` lists."""
    rows = re.findall(r"^  (\d+) +(.+)$", cli.epilog or "", re.MULTILINE)
    return _table(("status", "meaning"), [(number, _escaped(meaning)) for number, meaning in rows])


def _sections(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name.split()[-1], parent=parent)
    if isinstance(command, click.Group):
        # `forensics` itself is described by the page.
        if parent is not None:
            yield f"## {name}\n\n{_help(command)}\n"
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            yield from _sections(found, f"{name} {child}", context)
        return
    yield f"## {name}\n\n```text\n{name} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    yield f"{_help(command)}\n"
    options = [option for option in command.params if isinstance(option, click.Option)]
    records = [option.get_help_record(context) for option in options]
    rows = [(f"`{_plain(what)}`", _escaped(meaning)) for what, meaning in filter(None, records)]
    if rows:
        yield _table(("option", "meaning"), rows) + "\n"


def _help(command: click.Command) -> str:
    """A command's help; blocks that click leaves alone become code, or bullets of statuses."""
    parts: list[str] = []
    for block in inspect.cleandoc(command.help or "").split("\n\n"):
        verbatim = block.startswith("\b")
        lines = block.removeprefix("\b\n").split("\n")
        examples = len(lines) > 1 and all(line.startswith("  ") for line in lines[1:])
        if examples and lines[0].endswith(":"):
            code = "\n".join(inspect.cleandoc("\n".join(["", *lines[1:]])).split("\n"))
            parts.append(f"{lines[0]}\n\n```text\n{code}\n```")
        elif verbatim and examples:
            parts.append("```text\n" + "\n".join(lines) + "\n```")
        else:
            parts.append(_escaped("\n".join(lines)))
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    return text.replace("|", " or ").replace(" RANGE", "").replace("`", "'")


def _escaped(text: str) -> str:
    return re.sub(r"([|*_<\[])", r"\\\1", text)


def _table(head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = [f"| {first} | {second} |" for first, second in (head, ("---", "---"), *rows)]
    return "\n".join(lines)
