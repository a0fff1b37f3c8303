"""Plug-ins: the example package, installed, adds its extensions; nothing else loads one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.interpreter import CODE_PATHS
from engine.registry import NO_PLUGINS, Registry

EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "plugin"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Folder with the installed example package."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
               "--no-build-isolation", "--target", str(folder), str(EXAMPLE)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"the example cannot be built here: {done.stderr[-300:]}")
    return folder


def run(site, *arguments, **environment):
    paths = os.pathsep.join([str(site), CODE_PATHS])
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": paths, **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


USE = """
import json, torch
from engine.embedding.heads import HEADS, make_head
from engine.registry import plugins
from engine.training.config import TripletConfig
from engine.training.mining import LOSSES
loss, pairs = LOSSES["contrastive"](
    torch.tensor([[0.0, 0.0], [3.0, 4.0], [0.0, 0.0]]), torch.tensor([0, 0, 1]), 1.0,
    torch.Generator(),
)
head = make_head("whitened", 6, 4)
TripletConfig(mining="contrastive")
print(json.dumps([float(loss), pairs, list(head(torch.ones(2, 6)).shape),
                  sorted(f"{p.kind}:{p.name}" for p in plugins()), plugins()[0].package]))
"""


@pytest.mark.slow
def test_the_example_adds_a_loss_and_a_head(installed):
    loss, pairs, shape, names, package = json.loads(run(installed, "-c", USE))
    # One pair of one class at distance 5; the others touch or are far enough apart.
    assert loss == pytest.approx((25 + 1 + 0) / 3)
    assert pairs == 3
    assert shape == [2, 4]
    assert "losses:contrastive" in names
    assert package == "forensics-example-plugin"


def test_the_example_reads_its_data(installed, tmp_path):
    for word in ("real", "fake"):
        for person in range(3):
            (tmp_path / f"{word}_p{person}.jpg").write_bytes(b"")
    code = (
        "import sys; from pathlib import Path\n"
        "from engine.training.datasets.recognise import recognise\n"
        "found = recognise(Path(sys.argv[1])); print(found.layout, len(found.records))"
    )
    assert run(installed, "-c", code, str(tmp_path)).strip() == "by prefix 6"


def test_no_plugins_ignores_it(installed):
    code = "from engine.registry import plugins; from engine.training.mining import LOSSES\n"
    code += "print(plugins(), 'contrastive' in LOSSES)"
    assert run(installed, "-c", code, **{NO_PLUGINS: "1"}).strip() == "[] False"


def test_an_experiment_with_an_unknown_loss_names_the_known_ones():
    import msgspec

    from engine.training.config import TripletConfig

    with pytest.raises((ValueError, msgspec.ValidationError), match="semi-hard"):
        TripletConfig(mining="unknown")


def test_names_are_unique_and_in_order():
    registry = Registry("heads")
    registry.add("own", 1)
    registry.register("other")(2)
    with pytest.raises(ValueError, match="two heads"):
        registry.add("own", 3)
    assert [name for name in registry if name in ("own", "other")] == ["own", "other"]
    assert registry["own"] == 1
    with pytest.raises(KeyError):
        _ = registry["absent"]


def test_a_plugin_that_fails_is_left_out_and_logged(monkeypatch, caplog):
    class Broken:
        name, value, dist = "broken", "nowhere:nothing", None

        def load(self):
            raise ImportError("nowhere")

    monkeypatch.setattr("engine.registry._entry_points", lambda kind: (Broken(),))
    registry = Registry("heads")
    assert "broken" not in registry
    assert "nowhere:nothing" in caplog.text


def test_the_example_exports_a_case(installed, tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import numpy as np; from made_analysis import made_events\n"
        "from engine.analysis.result import Analysis\n"
        "from engine.report.export_formats import EXPORT_FORMATS\n"
        "found = Analysis.of(made_events())\n"
        "print(EXPORT_FORMATS['webvtt'].write(found, np.zeros(0)).decode())"
    )
    written = run(installed, "-c", code, str(Path(__file__).parents[1]))
    assert written.startswith("WEBVTT\n\n00:00:")
    assert "Track 1: +" in written


def test_the_example_filters_a_picture(installed):
    code = (
        "import numpy as np; from engine.analysis.picture_filters import FILTERS, view\n"
        "picture = np.array([[[10, 200, 30]]], np.uint8)\n"
        "print(FILTERS.of_plugins(), view('saturation', picture).tolist())"
    )
    assert run(installed, "-c", code).strip() == "['saturation'] [[[190, 190, 190]]]"
