"""Reference of file formats, made from their schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def case_schema() -> str:
    """The tables of a case file, as SQL."""
    text = (ROOT / "engine/case/schema.sql").read_text("utf-8")
    return f"```sql\n{text}```"


def report_fields() -> str:
    """Table of the fields of a JSON report, two levels deep."""
    path = ROOT / "resources/report/report-1.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    lines = ["| field | type | meaning |", "|---|---|---|"]
    lines += [
        f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in _fields(schema, "", 2)
    ]
    return "\n".join(lines)


def _fields(schema: dict[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, str, str]]:
    """Name, type and description of each property."""
    for name, field in schema.get("properties", {}).items():
        yield prefix + name, _type(field), field.get("description", "")
        inner, mark = field, "."
        if "items" in field and isinstance(field["items"], dict):
            inner, mark = field["items"], "[]."
        for choice in field.get("oneOf", ()):
            inner = choice if "properties" in choice else inner
        if depth > 1:
            yield from _fields(inner, f"{prefix}{name}{mark}", depth - 1)


def _type(field: dict[str, Any]) -> str:
    if "const" in field:
        return f"`{json.dumps(field['const'])}`"
    if "enum" in field:
        return " or ".join(f"`{json.dumps(value)}`" for value in field["enum"])
    if "oneOf" in field or "anyOf" in field:
        return " or ".join(_type(choice) for choice in field.get("oneOf", field.get("anyOf")))
    found = field.get("type", "any")
    return " or ".join(found) if isinstance(found, list) else str(found)
