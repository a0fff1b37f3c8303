"""Published checkpoints: the authors' logits, hostile files, and scores without ratios."""

import json
import pickle
import sys
from functools import partial
from pathlib import Path

import msgspec
import numpy as np
import pytest
import timm
import torch
from torch.nn import functional as f

from engine.detector.bundle.import_validation import validate_bundle
from engine.detector.detector import Detector
from engine.detector.published.adapters import ADAPTERS
from engine.detector.published.checkpoint import read_checkpoint
from engine.detector.published.importer import embedder_spec, import_checkpoint
from engine.detector.published.layouts import layout_named, published_layouts
from engine.embedding.backbones import BACKBONES
from engine.embedding.network import network_of
from engine.errors import BundleError

FIXTURES = Path(__file__).resolve().parents[4] / "shared" / "published"
with_fixtures = pytest.mark.skipif(not FIXTURES.is_dir(), reason="needs the published fixtures")
#: Two transformer layers instead of 24.
SMALL_CLIP = "clip_l14_2layers"
if SMALL_CLIP not in BACKBONES:
    BACKBONES.add(
        SMALL_CLIP,
        partial(
            timm.create_model, "vit_large_patch14_clip_quickgelu_224", num_classes=0, depth=2
        ),
    )  # fmt: skip
#: Fixture, and the layout that it is for.
PAIRS = {
    **{name: name for name in published_layouts() if name.startswith(("deepfake", "sbi"))},
    "gend_clip_l14_linearnorm_2layers": "gend_clip_l14",
    "gend_clip_l14_linear_2layers": "gend_clip_l14_linear",
    "effort_clip_l14_2layers": "effort_clip_l14",
}
LARGE = {"gend_clip_l14_linearnorm": "gend_clip_l14", "effort_clip_l14": "effort_clip_l14"}


def largest_difference(name, layout):
    """Largest difference to the authors' logits, over all rules and inputs of a fixture."""
    sys.path.insert(0, str(FIXTURES))
    import fill

    known = json.loads((FIXTURES / f"{name}.json").read_text())
    found = []
    for rule, inputs in known["expected"].items():
        gain = known["fan_in_gain"] if rule == "rule_fan_in" else None
        adapted = ADAPTERS[layout.adapter](fill.state_dict(FIXTURES / known["keys_file"], gain))
        weights = {f"backbones.0.{key}": array for key, array in adapted.backbone.items()}
        network = network_of(embedder_spec(layout), weights).eval()
        for kind, expected in inputs.items():
            batch = torch.from_numpy(getattr(fill, kind)(layout.size))
            with torch.inference_mode():
                logits = network(batch).numpy() @ adapted.weight.T + adapted.bias
            found.append(np.abs(logits - np.array(expected["logits"])).max())
    return max(found)


@with_fixtures
@pytest.mark.parametrize("name", PAIRS)
def test_the_logits_are_those_of_the_authors_code(name):
    layout = layout_named(PAIRS[name])
    if name.endswith("2layers"):
        layout = msgspec.structs.replace(layout, architecture=SMALL_CLIP)
    assert largest_difference(name, layout) < 1e-5


@pytest.mark.slow
@with_fixtures
@pytest.mark.parametrize("name", LARGE)
def test_the_logits_of_large_networks_are_those_of_the_authors_code(name):
    assert largest_difference(name, layout_named(LARGE[name])) < 1e-5


def meso4_state(seed=0):
    """A checkpoint with DeepfakeBench's names for Meso4, and random values."""
    draw = torch.Generator().manual_seed(seed)

    def values(*shape):
        return torch.randn(shape, generator=draw) / max(1, np.prod(shape[1:])) ** 0.5

    state = {}
    for number, shape in enumerate([(8, 3, 3), (8, 8, 5), (16, 8, 5), (16, 16, 5)], 1):
        state[f"backbone.conv{number}.weight"] = values(*shape, shape[-1])
    for number, width in ((1, 8), (2, 16)):
        state |= {
            f"backbone.bn{number}.weight": 1 + values(width),
            f"backbone.bn{number}.bias": values(width),
            f"backbone.bn{number}.running_mean": values(width),
            f"backbone.bn{number}.running_var": 0.5 + values(width).abs(),
            f"backbone.bn{number}.num_batches_tracked": torch.tensor(7),
        }
    for number, shape in ((1, (16, 1024)), (2, (2, 16))):
        # Keeps the logits within the range of scores.
        state[f"backbone.fc{number}.weight"] = values(*shape) * 0.1
        state[f"backbone.fc{number}.bias"] = values(shape[0])
    return state


def meso4_logits(state, batch):
    """Meso4 as its paper describes it, written out: one normalisation for two convolutions."""
    own = {key.removeprefix("backbone."): tensor for key, tensor in state.items()}
    for number, (norm, pool) in enumerate([(1, 2), (1, 2), (2, 2), (2, 4)], 1):
        kernel = own[f"conv{number}.weight"]
        batch = f.relu(f.conv2d(batch, kernel, padding=kernel.shape[-1] // 2))
        parts = (
            own[f"bn{norm}.{key}"] for key in ("running_mean", "running_var", "weight", "bias")
        )
        batch = f.max_pool2d(f.batch_norm(batch, *parts), pool)
    hidden = f.leaky_relu(f.linear(batch.flatten(1), own["fc1.weight"], own["fc1.bias"]), 0.1)
    return f.linear(hidden, own["fc2.weight"], own["fc2.bias"])


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """Meso4 as trained on several GPUs, with the state of the optimiser."""
    path = tmp_path_factory.mktemp("published") / "meso4_best.pth"
    state = {f"module.{key}": tensor for key, tensor in meso4_state().items()}
    torch.save({"model": state, "optimizer": {"lr": 0.1}, "epoch": 3}, path)
    return path


@pytest.fixture(scope="module")
def imported(checkpoint):
    return import_checkpoint(checkpoint, layout_named("deepfakebench_meso4"))


def test_a_bundle_scores_as_the_checkpoint_does(imported, tmp_path):
    imported.save(tmp_path / "meso.bundle")
    detector = Detector.load(tmp_path / "meso.bundle", "cpu")
    crops = np.random.default_rng(1).integers(0, 256, (3, 256, 256, 3), dtype=np.uint8)
    batch = torch.from_numpy(crops).permute(0, 3, 1, 2) / 127.5 - 1
    logits = meso4_logits(meso4_state(), batch).numpy()
    scores = detector.score(detector.embed(crops))[:, 0]
    assert np.abs(scores - (logits[:, 1] - logits[:, 0])).max() < 1e-5
    assert np.ptp(scores) > 1e-3
    assert detector.card["licence"] == "CC BY-NC 4.0"
    assert validate_bundle(tmp_path / "meso.bundle").name == "Meso4 (DeepfakeBench)"


def test_half_precision_halves_the_file_and_changes_little(imported, checkpoint, tmp_path):
    half = import_checkpoint(checkpoint, layout_named("deepfakebench_meso4"), half=True)
    for detector, name in ((imported, "full"), (half, "half")):
        detector.save(tmp_path / name)
    sizes = [(tmp_path / n / "weights.safetensors").stat().st_size for n in ("full", "half")]
    assert sizes[1] < 0.6 * sizes[0]
    crops = np.random.default_rng(1).integers(0, 256, (2, 256, 256, 3), dtype=np.uint8)
    exact, rounded = (
        loaded.score(loaded.embed(crops))
        for loaded in (Detector.load(tmp_path / n, "cpu") for n in ("full", "half"))
    )
    assert 0 < np.abs(exact - rounded).max() < 0.02


class Hostile:
    """Runs a command when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_nothing_but_tensors_is_unpickled(tmp_path):
    target, path = tmp_path / "was-here", tmp_path / "evil.pth"
    torch.save({"model": {"weight": torch.ones(2)}, "more": Hostile(target)}, path)
    with pytest.raises(BundleError, match="only tensors"):
        read_checkpoint(path)
    path.write_bytes(pickle.dumps(Hostile(target)))
    with pytest.raises(BundleError, match="only tensors"):
        read_checkpoint(path)
    assert not target.exists()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"PK\x03\x04 torn", ".pth"),
        *(
            pytest.param(content, suffix, marks=pytest.mark.slow)
            for content in (b"", b"x" * 1000)
            for suffix in (".pth", ".safetensors")
        ),
    ],
)
def test_a_damaged_file_is_refused(tmp_path, content, suffix):
    path = tmp_path / f"damaged{suffix}"
    path.write_bytes(content)
    with pytest.raises(BundleError):
        read_checkpoint(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BundleError, match=r"nowhere\.pth"):
        read_checkpoint(tmp_path / "nowhere.pth")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(lambda s: s.pop("backbone.conv3.weight"), "no tensor", marks=pytest.mark.slow),
        (lambda s: s.update({"backbone.fc1.weight": torch.ones(16, 900)}), "shape"),
        pytest.param(
            lambda s: s.update({"backbone.fc2.weight": torch.ones(3, 16)}),
            "last layer",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            lambda s: s.update({"backbone.fc1.bias": torch.full((16,), torch.nan)}),
            "not finite",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_another_network_is_refused(tmp_path, change, message):
    state = meso4_state()
    change(state)
    torch.save(state, tmp_path / "other.pth")
    with pytest.raises(BundleError, match=message):
        import_checkpoint(tmp_path / "other.pth", layout_named("deepfakebench_meso4"))


def test_a_layout_for_another_network_is_refused(checkpoint):
    with pytest.raises(BundleError, match="deepfakebench_xception"):
        import_checkpoint(checkpoint, layout_named("deepfakebench_xception"))
    with pytest.raises(BundleError, match="deepfakebench_meso4"):
        layout_named("unknown")


def effort_state(width=4, layers=1):
    """Effort's names for a tiny transformer; every weight differs."""
    draw = np.random.default_rng(0)

    def values(*shape):
        return draw.normal(size=shape).astype(np.float32)

    state = {
        "backbone.embeddings.class_embedding": values(width),
        "backbone.embeddings.position_embedding.weight": values(5, width),
        "backbone.embeddings.patch_embedding.weight": values(width, 3, 2, 2),
        "head.weight": values(2, width),
        "head.bias": values(2),
    }
    for norm in ("pre_layrnorm", "post_layernorm"):
        state |= {f"backbone.{norm}.{kind}": values(width) for kind in ("weight", "bias")}
    for layer in range(layers):
        before = f"backbone.encoder.layers.{layer}.self_attn."
        for part in ("k_proj", "v_proj", "q_proj", "out_proj"):
            state |= {
                f"{before}{part}.weight_main": values(width, width),
                f"{before}{part}.bias": values(width),
                f"{before}{part}.S_residual": values(1),
                f"{before}{part}.U_residual": values(width, 1),
                f"{before}{part}.V_residual": values(1, width),
                f"{before}{part}.S_r": values(width - 1),
            }
    return state


def test_efforts_residuals_are_added_and_attention_is_joined():
    state = effort_state()
    found = ADAPTERS["effort"](state).backbone
    before = "backbone.encoder.layers.0.self_attn."
    expected = [
        state[f"{before}{p}_proj.weight_main"]
        + state[f"{before}{p}_proj.U_residual"]
        @ np.diag(state[f"{before}{p}_proj.S_residual"])
        @ state[f"{before}{p}_proj.V_residual"]
        for p in "qkv"
    ]
    assert np.allclose(found["blocks.0.attn.qkv.weight"], np.concatenate(expected), atol=1e-6)
    assert found["cls_token"].shape == (1, 1, 4)
    assert not [name for name in found if "S_r" in name or "residual" in name]


def test_a_config_with_another_head_is_refused(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"head": "linear"}))
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"")
    with pytest.raises(BundleError, match="gend_clip_l14"):
        import_checkpoint(path, layout_named("gend_clip_l14"))


def test_every_layout_can_be_built():
    for layout in published_layouts().values():
        spec = embedder_spec(layout)
        assert spec.alignment.side == layout.size
        assert layout.unverified
        assert layout.licence


def test_the_command_line_imports_and_lists(forensics, checkpoint, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    listed = forensics("bundle", "layouts")
    assert "sbi_efficientnetb4" in listed.stdout
    assert "no commercial use" in listed.stdout
    out = tmp_path / "meso.bundle"
    done = forensics("bundle", "import", checkpoint, "--layout", "deepfakebench_meso4", "-o", out)
    assert done.returncode == 0, done.stderr
    assert "No commercial use" in done.stdout
    assert Detector.load(out, "cpu").calibration.fitted is False
    refused = forensics("bundle", "import", out, "--half")
    assert refused.returncode != 0
    assert "--layout" in refused.stderr
