"""Convert the tensors of published checkpoints to this program's networks.

An adapter renames the tensors of a backbone and separates the last layer, whose two logits are
"real" and "fake". It checks nothing: `engine.detector.published.importer` compares the result with
the network.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

Tensors = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Adapted:
    """Weights for this program.

    Attributes:
        backbone: tensors by the names of the backbone.
        weight, bias: float32 (2, F) and (2,), the last layer.
    """

    backbone: dict[str, np.ndarray]
    weight: np.ndarray
    bias: np.ndarray


def xception(tensors: Tensors) -> Adapted:
    """DeepfakeBench's Xception; its `adjust_channel` belongs to another mode of the network."""
    inner = _under(tensors, "backbone.")
    used = {name: a for name, a in inner.items() if not name.startswith("adjust_channel.")}
    return _with_last(used, "last_linear")


#: Number of blocks in each stage of EfficientNet-B4.
_B4_BLOCKS = (2, 4, 4, 6, 6, 8, 2)
#: Names in a block of efficientnet_pytorch and timm's, with and without expansion.
_EXPANDED = {"_expand_conv": "conv_pw", "_bn0": "bn1", "_depthwise_conv": "conv_dw", "_bn1": "bn2",
             "_se_reduce": "se.conv_reduce", "_se_expand": "se.conv_expand",
             "_project_conv": "conv_pwl", "_bn2": "bn3"}  # fmt: skip
_PLAIN = {"_depthwise_conv": "conv_dw", "_bn1": "bn1", "_se_reduce": "se.conv_reduce",
          "_se_expand": "se.conv_expand", "_project_conv": "conv_pw", "_bn2": "bn2"}  # fmt: skip
_AROUND = {"_conv_stem": "conv_stem", "_bn0": "bn1", "_conv_head": "conv_head", "_bn1": "bn2"}
_BLOCK = re.compile(r"_blocks\.(\d+)\.(\w+)\.(\w+)")


def efficientnet(tensors: Tensors) -> Adapted:
    """EfficientNet-B4 of efficientnet_pytorch, as DeepfakeBench and SBI wrap it."""
    inner = _under(tensors, "net.") or _under(tensors, "backbone.")
    inner = {name.removeprefix("efficientnet."): array for name, array in inner.items()}
    last = "_fc" if "_fc.weight" in inner else "last_layer"
    found = _with_last(inner, last)
    places = [(stage, block) for stage, count in enumerate(_B4_BLOCKS) for block in range(count)]
    renamed = {}
    for name, array in found.backbone.items():
        inside = _BLOCK.fullmatch(name)
        if inside is None:
            layer, _, rest = name.partition(".")
            renamed[f"{_AROUND.get(layer, layer)}.{rest}"] = array
            continue
        number = min(int(inside[1]), len(places) - 1)
        stage, block = places[number]
        names = _PLAIN if stage == 0 else _EXPANDED
        layer = names.get(inside[2], inside[2])
        renamed[f"blocks.{stage}.{block}.{layer}.{inside[3]}"] = array
    return Adapted(renamed, found.weight, found.bias)


def meso4(tensors: Tensors) -> Adapted:
    """DeepfakeBench's Meso4; each batch normalisation serves two convolutions."""
    inner = _under(tensors, "backbone.")
    renamed: dict[str, np.ndarray] = {}
    for number in range(4):
        convolution = inner[f"conv{number + 1}.weight"]
        renamed[f"features.{4 * number}.weight"] = convolution
        renamed[f"features.{4 * number}.bias"] = np.zeros(len(convolution), np.float32)
        _copy(inner, f"bn{number // 2 + 1}", renamed, f"features.{4 * number + 2}")
    _copy(inner, "fc1", renamed, "dense.3")
    return Adapted(renamed, inner["fc2.weight"], inner["fc2.bias"])


def mesoinception4(tensors: Tensors) -> Adapted:
    """DeepfakeBench's MesoInception4, with the authors' spelling of its layers."""
    inner = _under(tensors, "backbone.")
    renamed: dict[str, np.ndarray] = {}
    for number in (1, 2):
        before, after = f"Incption{number}_", f"features.{2 * (number - 1)}."
        renamed[f"{after}branches.0.weight"] = inner[f"{before}conv1.weight"]
        for branch, part in itertools.product((2, 3, 4), (1, 2)):
            name = f"{after}branches.{branch - 1}.{part - 1}.weight"
            renamed[name] = inner[f"{before}conv{branch}_{part}.weight"]
        _copy(inner, f"{before}bn", renamed, f"{after}norm")
    for convolution, place in (("conv1", 4), ("conv2", 8)):
        renamed[f"features.{place}.weight"] = inner[f"{convolution}.weight"]
        _copy(inner, "bn1", renamed, f"features.{place + 2}")
    _copy(inner, "fc1", renamed, "dense.2")
    return Adapted(renamed, inner["fc2.weight"], inner["fc2.bias"])


_CLIP_NAMES = {"embeddings.patch_embedding": "patch_embed.proj", "pre_layrnorm": "norm_pre",
               "post_layernorm": "norm"}  # fmt: skip
_CLIP_LAYER = {"self_attn.out_proj": "attn.proj", "layer_norm1": "norm1", "layer_norm2": "norm2",
               "mlp.fc1": "mlp.fc1", "mlp.fc2": "mlp.fc2"}  # fmt: skip
_LAYER = re.compile(r"encoder\.layers\.(\d+)\.(.+)\.(weight|bias)")


def clip(tensors: Tensors) -> Adapted:
    """GenD's CLIP vision model as Transformers stores it; the projection is not used."""
    vision = _under(tensors, "feature_extractor.vision_model.")
    last = _under(tensors, "model.linear.")
    return Adapted(_clip_backbone(vision), last["weight"], last["bias"])


#: Singular values and vectors that Effort's class holds beside the weights and does not use.
_SPECTRA = (".S_r", ".U_r", ".V_r")


def effort(tensors: Tensors) -> Adapted:
    """Effort's CLIP vision model; each weight is a main part and a residual of rank one."""
    inner = _under(tensors, "backbone.")
    vision = {name: a for name, a in inner.items() if not name.endswith(_SPECTRA)}
    for main in [name for name in vision if name.endswith(".weight_main")]:
        before = main.removesuffix("weight_main")
        u, s, v = (vision.pop(f"{before}{part}_residual") for part in "USV")
        vision[f"{before}weight"] = vision.pop(main) + (u * s) @ v
    last = _under(tensors, "head.")
    return Adapted(_clip_backbone(vision), last["weight"], last["bias"])


def _clip_backbone(vision: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Rename tensors of Transformers' CLIP to timm's, and join the parts of attention."""
    found = {
        "cls_token": vision.pop("embeddings.class_embedding")[None, None],
        "pos_embed": vision.pop("embeddings.position_embedding.weight")[None],
    }
    vision.pop("embeddings.position_ids", None)
    parts: dict[str, dict[str, np.ndarray]] = {}
    for name, array in vision.items():
        inside = _LAYER.fullmatch(name)
        if inside is None:
            layer, _, kind = name.rpartition(".")
            found[f"{_CLIP_NAMES.get(layer, layer)}.{kind}"] = array
            continue
        number, layer, kind = inside.groups()
        if re.fullmatch(r"self_attn\.[qkv]_proj", layer):
            parts.setdefault(f"blocks.{number}.attn.qkv.{kind}", {})[layer[-6]] = array
        else:
            found[f"blocks.{number}.{_CLIP_LAYER.get(layer, layer)}.{kind}"] = array
    for name, each in parts.items():
        found[name] = np.concatenate([each[letter] for letter in "qkv"])
    return found


def _under(tensors: Tensors, prefix: str) -> dict[str, np.ndarray]:
    """Tensors whose name starts with a prefix, without it."""
    return {n.removeprefix(prefix): a for n, a in tensors.items() if n.startswith(prefix)}


def _with_last(inner: dict[str, np.ndarray], last: str) -> Adapted:
    """Separate the last layer from the tensors of a backbone."""
    weight, bias = inner.pop(f"{last}.weight"), inner.pop(f"{last}.bias")
    return Adapted(inner, weight, bias)


def _copy(source: Tensors, before: str, target: dict[str, np.ndarray], after: str) -> None:
    """Copy all tensors of a layer under another name."""
    for name, array in _under(source, f"{before}.").items():
        target[f"{after}.{name}"] = array


#: Adapters by name in `Layout.adapter`; each raises KeyError if a tensor is missing.
ADAPTERS: dict[str, Callable[[Tensors], Adapted]] = {
    "xception": xception,
    "efficientnet": efficientnet,
    "meso4": meso4,
    "mesoinception4": mesoinception4,
    "clip": clip,
    "effort": effort,
}
