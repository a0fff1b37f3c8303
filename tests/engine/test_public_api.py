"""The public names: light to import, typed, documented, and enough for the work of an analyst."""

import ast
import dataclasses
import inspect
import re
import subprocess
import sys
import typing
from pathlib import Path

import pytest

import engine
import forensics_gui
from engine.case.recorder import Recorder

#: Given out by public calls, and so public too.
GIVEN_OUT = [Recorder]


def in_a_new_process(script):
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                         check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def public_classes():
    found = [getattr(engine, name) for name in engine.__all__]
    return [one for one in found if inspect.isclass(one)] + GIVEN_OUT


def public_members(kind):
    """Name and function of each public method and property that a class itself defines."""
    for name, member in vars(kind).items():
        if not name.startswith("_"):
            called = getattr(member, "__func__", getattr(member, "fget", member))
            called = getattr(member, "func", called)
            if inspect.isfunction(called):
                yield f"{kind.__name__}.{name}", called


def public_functions():
    for name in engine.__all__:
        if inspect.isfunction(getattr(engine, name)):
            yield name, getattr(engine, name)
    for kind in public_classes():
        yield from public_members(kind)


def test_importing_the_engine_loads_none_of_its_modules():
    said = in_a_new_process(
        "import sys, engine\n"
        "heavy = {'numpy', 'cv2', 'onnxruntime', 'torch', 'av'} & set(sys.modules)\n"
        "print([m for m in sys.modules if m.startswith('engine.')], heavy)"
    )
    assert said.strip() == "[] set()"


def test_judging_by_public_names_loads_no_torch():
    in_a_new_process(
        "import sys\n"
        "from engine import Analysis, AnalysisSettings, Case, Detector, EngineError, VideoSource\n"
        "from engine import analyze, default_bundle, gather_material, issue_of, write_pdf\n"
        "heavy = {'torch', 'timm', 'sklearn', 'matplotlib', 'PySide6'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )


@pytest.mark.parametrize("name", engine.__all__)
def test_each_name_is_there_and_listed_by_completion(name):
    assert name in dir(engine)
    found = getattr(engine, name)
    assert getattr(found, "__name__", name) == name
    assert typing.get_args(found) or inspect.getdoc(found)


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="analyse"):
        _ = engine.analyse
    assert not hasattr(engine, "analyse")


def test_type_checkers_and_programs_find_the_same_names():
    """A mistyped name is an error of the type checker, which does not see `__getattr__`."""
    tree = ast.parse(Path(engine.__file__).read_text("utf-8"))
    (checked,) = (node for node in tree.body if isinstance(node, ast.If) and node.orelse)
    seen = {alias.name: node.module for node in checked.body for alias in node.names}
    assert seen == engine.PUBLIC_MODULES
    assert sorted(seen) == sorted(engine.__all__)
    assert "__getattr__" in {getattr(node, "name", "") for node in checked.orelse}


@pytest.mark.parametrize("package", [engine, forensics_gui], ids=lambda package: package.__name__)
def test_packages_say_that_they_are_typed(package):
    assert Path(package.__file__).with_name("py.typed").is_file()


@pytest.mark.parametrize("kind", public_classes(), ids=lambda kind: kind.__name__)
def test_each_attribute_is_described(kind):
    said = inspect.getdoc(kind) or ""
    fields = [f.name for f in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else []
    assert [name for name in fields if not re.search(rf"\b{name}\b", said)] == []


@pytest.mark.parametrize(
    ("name", "called"),
    public_functions(),
    ids=lambda value: getattr(value, "__qualname__", str(value)),
)
def test_each_function_is_described_and_arrays_with_their_shape(name, called):
    said = inspect.getdoc(called)
    assert said, name
    if "ndarray" in str(inspect.signature(called)):
        assert re.search(r"(float|int|uint|bool)\d* \(", said), name


@pytest.mark.parametrize(
    "called",
    [one for name, one in public_functions() if "." not in name]
    + [engine.Case.create, engine.Case.open, engine.Detector.load, engine.VideoSource.open],
    ids=lambda called: called.__qualname__,
)
def test_each_argument_of_what_a_script_begins_with_is_described(called):
    said = inspect.getdoc(called)
    arguments = inspect.signature(called).parameters
    assert [name for name in arguments if not re.search(rf"\b{name}\b", said)] == []
