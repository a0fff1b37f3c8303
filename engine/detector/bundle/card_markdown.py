"""Render a model card's JSON as Markdown, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from engine.wording import ENGLISH, Wording, fill, mark

Say = Callable[[str], str]

#: Default for cards without this section.
OUT_OF_SCOPE = (
    "Not for decisions about people without other evidence, not for automatic moderation or "
    "surveillance, not for identifying anyone, and not for sound, text, or pictures without faces."
)
_FIGURES = (("auc", "AUC"), ("eer", "EER"), ("cllr", "Cllr"), ("recall", mark("Found")),
            ("specificity", mark("Spared")))  # fmt: skip
_RATES = (("false_alarm_rate", mark("False alarms")), ("miss_rate", mark("Misses")))


def card_markdown(card: dict[str, Any], wording: Wording = ENGLISH) -> str:
    """Render a card in Markdown with GitHub's tables; missing entries are left out.

    Args:
        card: JSON-ready, from `engine.training.train.model_card`. "measured" has the figures at
            the end of training, "evaluations" may hold more by name. "coverage" comes from
            `engine.detector.coverage.coverage`, "beside" from
            `engine.detector.bundle.card.beside`; "failures", "provenance" and "limits" are lists
            of sentences.
        wording: language of headings and heads of tables; sentences stay in English.
    """
    say = wording.say
    sections = [
        f"# {card.get('name') or say(mark('Detector'))}",
        _list(card.get("coverage")),
        _line("Made on ", card.get("made")),
        _titled(say(mark("Intended use")), str(card.get("use", ""))),
        _titled(say(mark("Out of scope")), str(card.get("out_of_scope") or OUT_OF_SCOPE)),
        _titled(say(mark("Method")), str(card.get("method", ""))),
        _titled(say(mark("Data")), _data(card, say)),
        _titled(say(mark("Training")), _training(card, say)),
        _evaluation(say(mark("Measured on held-out people and clips")), card.get("measured"), say),
    ]
    for name, found in sorted((card.get("evaluations") or {}).items()):
        title = fill(say(mark("Measured: {name}")), {"name": name})
        sections.append(_evaluation(title, found, say))
    sections += [
        _titled(say(mark("Other models on the same test")), _beside(card.get("beside"), say)),
        _titled(say(mark("Ablations")), _ablation(card.get("ablation"), say)),
        _titled(say(mark("Known failures")), _list(card.get("failures"))),
        _titled(say(mark("Limits")), _list(card.get("limits"))),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _titled(title: str, body: str) -> str:
    return f"## {title}\n\n{body}" if body else ""


def _line(before: str, value: Any) -> str:
    return f"{before}{value}." if value else ""


def _list(items: Any) -> str:
    return "\n".join(f"- {' '.join(str(item).split())}" for item in items or [])


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Format a table, with bars and Markdown markup in cells escaped."""
    body = [[_cell(value) for value in row] for row in rows]
    head = list(head)
    if not body:
        return ""
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:.3g}" if isinstance(value, float) else " ".join(str(value).split())
    for sign in ("\\", "|", "<", "*", "_", "`", "["):
        text = text.replace(sign, "\\" + sign)
    return text


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _data(card: dict[str, Any], say: Say) -> str:
    counted = _table(
        map(say, (mark("Data"), mark("Split"), mark("Method"), mark("Faces"))),
        ((c.get("data"), c.get("split"), c.get("method"), c.get("faces"))
         for c in card.get("crops") or []),
    )  # fmt: skip
    fitted = ", ".join(str(name) for name in card.get("fitted_on") or [])
    dropped = card.get("dropped_without_a_usable_face")
    return _joined(
        _list(card.get("provenance")),
        counted,
        f"Fitted on {fitted}; data sets with one class only serve for measuring and for faces "
        "to forge." if fitted else "",
        "" if dropped is None else f"{dropped} items had no usable face and were left out.",
        _line("Splits: ", str(card.get("splits", "")).rstrip(".")),
    )  # fmt: skip


def _training(card: dict[str, Any], say: Say) -> str:
    experiments = {"The experiment": card.get("experiment")} | {
        f"Its member '{name}'": member for name, member in (card.get("members") or {}).items()
    }
    curves = _joined(
        *(f"{stage}:\n\n{_curve(curve, say)}" for stage, curve in
          (card.get("learning_curves") or {}).items())
    )  # fmt: skip
    return _joined(
        f"Command: `{card['command']}`" if card.get("command") else "",
        f"By epoch; that of the best validation AUC is what was kept.\n\n{curves}"
        if curves
        else "",
        *(
            "\n".join([f"{name} in full:\n", "```", *_settings(settings), "```"])
            for name, settings in experiments.items()
            if settings
        ),
    )


def _curve(epochs: list[dict[str, Any]], say: Say) -> str:
    heads = mark("Epoch"), mark("Training loss"), mark("Validation loss"), mark("Validation AUC")
    return _table(
        map(say, heads),
        ([epoch.get(key) for key in ("epoch", "train_loss", "loss", "auc")] for epoch in epochs),
    )


def _settings(tree: dict[str, Any], before: str = "") -> Iterable[str]:
    for key, value in sorted(tree.items()):
        if isinstance(value, dict):
            yield from _settings(value, f"{before}{key}.")
        else:
            yield f"{before}{key} = {value}"


def _evaluation(title: str, found: Any, say: Say) -> str:
    """Section with all figures of one evaluation; "" if there is none."""
    if not found:
        return ""
    facts = [
        _line("Command: ", f"`{found['command']}`" if found.get("command") else ""),
        _line("Data: ", found.get("data")),
        _line("Split: ", found.get("split")),
        _line("Pictures went through (codec, rate, part of their size) ", found.get("degraded")),
        _line("Measured on ", found.get("made")),
        _line("Items without a usable face: ", str(found.get("dropped", ""))),
    ]
    drawn = {"person": "whole people", "source": "whole source clips"}.get(
        str(found.get("drawn_by")), "whole source clips or people"
    )
    sets = _sets(found.get("sets") or {}, drawn, say)
    parts = [_joined(" ".join(fact for fact in facts if fact), sets)]
    steps = say(mark("Pristine clips at each step of the scale"))
    parts.append(_under(steps, _rates(found.get("rates"), say)))
    parts.append(_under(say(mark("Groups of faces")), _fairness(found.get("fairness"), say)))
    parts.append(_under(say(mark("When it abstains")), _any_table(found.get("abstention"))))
    return _titled(title, _joined(*parts))


def _under(title: str, body: str) -> str:
    return f"### {title}\n\n{body}" if body else ""


def _sets(sets: dict[str, Any], drawn: str, say: Say) -> str:
    rows = []
    for name, levels in sets.items():
        for level, f in levels.items():
            cells = [_with_interval(f, key) for key, _ in _FIGURES]
            rate = "; ".join(f"{say(words)} {f[key]:.3f}" for key, words in _RATES if key in f)
            rows.append([name, level, f.get("pristine"), f.get("forged"), *cells, rate])
    if not rows:
        return ""
    named = mark("Set"), mark("Level"), mark("Pristine"), mark("Forged")
    heads = list(map(say, (*named, *(words for _, words in _FIGURES), mark("One class"))))
    if not any(row[-1] for row in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    note = (
        "AUC: area under the ROC curve, 1 perfect, 0.5 chance. EER: equal error rate. Cllr: cost "
        "of the likelihood ratios as verdicts give them, that is bounded, in bits: 0 perfect, 1 "
        "uninformative. Found and spared: share of "
        "forged and of pristine items on the right side of the stored threshold. In brackets 95 % "
        f"intervals from draws of {drawn}."
    )
    return _joined(_table(heads, rows), note)


def _with_interval(figures: dict[str, Any], key: str, digits: int = 3) -> str:
    if key not in figures:
        return ""
    text = f"{figures[key]:.{digits}f}"
    ends = [figures.get(key + end) for end in ("_low", "_high")]
    if None in ends:
        return text
    return f"{text} ({ends[0]:.{digits}f}–{ends[1]:.{digits}f})"


def _rates(rates: Any, say: Say) -> str:
    rows = [
        (name, found["clips"], f"{step['llr']:g} and more ({step['words']})", step["count"],
         f"{step['share']:.4f} ({step['low']:.4f}–{step['high']:.4f})")
        for name, found in (rates or {}).items()
        for step in found["steps"]
    ]  # fmt: skip
    heads = (mark("Set"), mark("Pristine clips"), mark("log10 LR toward “forged”"), mark("Clips"),
             mark("Share (95 %)"))  # fmt: skip
    return _table(map(say, heads), rows)


def _fairness(fairness: Any, say: Say) -> str:
    if not fairness or not fairness.get("groups"):
        return ""
    rows = [
        (g["axis"], g["group"], g["pristine"], _with_interval(g, "false_alarm_rate"), g["forged"],
         _with_interval(g, "miss_rate"), g.get("over_limit", ""))
        for g in fairness["groups"]
    ]  # fmt: skip
    heads = (mark("Group"), mark("Pristine clips"), mark("False alarms (95 %)"),
             mark("Forged clips"), mark("Misses (95 %)"), mark("Over twice the mean"))  # fmt: skip
    mean = fairness.get("false_alarm_rate")
    warnings = [f"**Warning.** {text}" for text in fairness.get("warnings") or []]
    calm = "" if warnings or mean is None else (
        "No group's false-alarm rate was measured above twice the mean."
    )  # fmt: skip
    return _joined(
        "\n\n".join(warnings) or calm,
        "" if mean is None else f"Mean false-alarm rate at the stored threshold: {mean:.3f}.",
        _table(("", *map(say, heads)), rows),
        "Skin tone is the individual typology angle (Chardon et al. 1991) of cheeks and forehead "
        "as recorded; light and white balance shift it.",
    )


def _ablation(found: Any, say: Say) -> str:
    runs = (found or {}).get("runs") or []
    names = list(dict.fromkeys(name for run in runs for name in run.get("auc") or {}))
    rows = [
        (run.get("name"), *((run.get("auc") or {}).get(name) for name in names),
         run.get("left_out_auc"), run.get("reason") or run.get("why"))
        for run in runs
    ]  # fmt: skip
    heads = say(mark("Run")), *names, say(mark("Kind left out")), say(mark("What it shows"))
    table = _table(heads, rows)
    return _joined(_line("Frame AUC on the split ", found.get("split")) if table else "", table)


def _beside(rows: Any, say: Say) -> str:
    names = list(dict.fromkeys(name for row in rows or [] for name in row["sets"]))
    body = [
        (row["name"], *(_with_interval(row["sets"].get(name, {}), "auc") for name in names))
        for row in rows or []
    ]
    said = _list(f"{row['name']}: {row['about']}" for row in rows or [])
    table = _table((say(mark("Model")), *names), body)
    return _joined("Frame AUC, in brackets 95 % intervals.", table, said) if table else ""


def _any_table(rows: Any) -> str:
    """Format a list of objects with equal keys as a table, with the keys as its head."""
    if isinstance(rows, dict):
        return _joined(*(f"{_words(key)}:\n\n{_any_table(value)}"
                         for key, value in rows.items() if _any_table(value)))  # fmt: skip
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return ""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return _table(map(_words, keys), ([row.get(key) for key in keys] for row in rows))


def _words(key: str) -> str:
    return key.replace("_", " ").capitalize()
