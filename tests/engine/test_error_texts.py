"""Errors and phrases are worded in templates that can be translated."""

import ast
import json
import pickle
from pathlib import Path

import pytest

from engine import errors
from engine.detector.bundle.import_files import import_refused
from engine.errors import ClipUnreadableError, EngineError
from engine.wording import Phrase, Wording

ROOT = Path(__file__).parents[2]
KINDS = {n for n, kind in vars(errors).items() if isinstance(kind, type)} | {"FrameSelectionError"}
#: Number of texts that each takes: errors say what happened and advise.
TEXTS = dict.fromkeys(KINDS - {"CancelledError", "UnexpectedError"}, 2) | {"Phrase": 1}
#: Knows some texts in German.
GERMAN = {
    "'{name}' is empty.": "'{name}' ist leer.",
    "Copy {name} again.": "Kopieren Sie {name} erneut.",
    "The bundle was refused: {why}.": "Das Paket wurde abgelehnt: {why}.",
    "'{name}' is a link": "'{name}' ist eine Verknüpfung",
}
WORDING = Wording(say=lambda text: GERMAN.get(text, text))


class _Module:
    """Texts of errors in one module that are not marked.

    A text may also come from a variable, if all texts assigned to it are marked, or from a
    parameter, if all calls of the function give a marked one.
    """

    def __init__(self, tree):
        self.tree = tree
        self.assigned = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.assigned.setdefault(target.id, []).append(node.value)

    def is_marked(self, text):
        match text:
            case ast.Constant(value=""):
                return True
            case ast.Call(func=ast.Name(id="mark"), args=[ast.Constant()]):
                return True
            case ast.IfExp():
                return self.is_marked(text.body) and self.is_marked(text.orelse)
            case ast.Name():
                texts = self.assigned.get(text.id, [])
                return all(self.is_marked(t) for t in texts if _is_text(t))
        return not _is_text(text)

    def handed_over(self):
        """Functions that make an error of a parameter: name to the positions of texts."""
        found = {}
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef):
                names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
                for text in _texts(function):
                    if isinstance(text, ast.Name) and text.id in names:
                        found.setdefault(function.name, set()).add(names.index(text.id))
        return found


def _is_text(node):
    """Whether an expression makes up a text here."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_text or isinstance(node, ast.JoinedStr | ast.BinOp | ast.Call | ast.IfExp)


def _calls(tree, names):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _texts(tree):
    for call in _calls(tree, TEXTS):
        yield from call.args[: TEXTS[call.func.id]]


def unmarked(sources):
    """Line and text of each error in Python files whose text cannot be translated."""
    modules = {name: _Module(ast.parse(text)) for name, text in sources.items()}
    helpers = {}
    for module in modules.values():
        helpers |= module.handed_over()
    for name, module in modules.items():
        texts = list(_texts(module.tree))
        for call in _calls(module.tree, helpers):
            texts += [call.args[i] for i in helpers[call.func.id] if i < len(call.args)]
        for text in texts:
            if not module.is_marked(text):
                yield f"{name}:{text.lineno}: {ast.unparse(text)}"


def test_every_error_can_be_translated():
    places = [p for part in ("engine", "forensics_gui") for p in (ROOT / part).rglob("*.py")]
    assert list(unmarked({str(p): p.read_text("utf-8") for p in places})) == []


@pytest.mark.parametrize(
    "text",
    [
        'raise CaseError(f"{name} is damaged.", mark("Go back."))',
        'raise CaseError(mark("Damaged."), "Go back.")',
        'raise CaseError(mark("Damaged."), mark("Do not use it. ") + AGAIN)',
        'AGAIN = "Go back."\nraise CaseError(mark("Damaged."), AGAIN)',
        'raise CaseError("a" if x else mark("b"), mark("Go back."))',
        'found = Phrase(f"{count} files", {})',
        'def _unfit(what):\n    return CaseError(what, mark("Go back."))\nraise _unfit("Bad.")',
    ],
)
def test_a_text_that_cannot_be_translated_is_found(text):
    assert len(list(unmarked({"module": text}))) == 1


def test_values_are_put_into_both_sentences_and_into_their_translation():
    error = ClipUnreadableError("'{name}' is empty.", "Copy {name} again.", name="a.mp4")
    assert str(error) == "'a.mp4' is empty. Copy a.mp4 again."
    assert error.said(WORDING) == ("'a.mp4' ist leer.", "Kopieren Sie a.mp4 erneut.")


def test_braces_in_names_are_left_alone():
    name = "{name} {0} {x.__class__} }{.mp4"
    error = ClipUnreadableError("'{name}' of {folder}.", "Copy {name}.", name=name)
    assert error.what == f"'{name}' of {{folder}}."
    assert EngineError("It holds {name}.", "{0}").what == "It holds {name}."


def test_an_error_in_an_error_is_translated_with_it():
    error = import_refused("'{name}' is a link", name="a.zip")
    assert error.what == "The bundle was refused: 'a.zip' is a link."
    assert error.said(WORDING)[0] == "Das Paket wurde abgelehnt: 'a.zip' ist eine Verknüpfung."


def test_an_error_is_the_same_after_a_journey_to_another_process():
    error = ClipUnreadableError("'{name}' is empty.", "Copy it.", "why", name="{x}.mp4", count=3)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.details) == (type(error), str(error), "why")
    assert (again.templates, again.values) == (error.templates, error.values)


@pytest.mark.parametrize(
    "plain", [{}, {"text": "a"}, {"text": "a", "values": 3}, {"text": "a", "values": ["b"]}, ["a"]]
)
def test_what_is_not_a_phrase_is_refused(plain):
    with pytest.raises((KeyError, TypeError, ValueError)):
        Phrase.from_json(plain)


def test_decimals_of_a_phrase_are_written_as_the_language_does():
    german = Wording(number=lambda value, digits: f"{value:.{digits}f}".replace(".", ","))
    phrase = Phrase("{share} of {count}", {"share": 0.654321, "count": 1})
    assert str(phrase) == "0.65 of 1"
    assert phrase.said(german) == "0,65 of 1"


def test_a_phrase_is_the_same_after_a_journey_through_a_file():
    inner = Phrase("'{name}' is empty.", {"name": "{x}.mp4"})
    outer = Phrase("{count} files: {found}", {"count": 2, "found": (inner, inner)})
    again = Phrase.from_json(json.loads(json.dumps(outer.to_json())))
    assert again == outer
    assert again.said(WORDING) == "2 files: '{x}.mp4' ist leer., '{x}.mp4' ist leer."
