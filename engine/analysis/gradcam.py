"""Grad-CAM (Selvaraju et al. 2017; paper Fig. 4): where a face's score comes from."""

from __future__ import annotations

import cv2
import numpy as np
import torch

from engine.detector.detector import Detector
from engine.device import one_core
from engine.embedding.embedder import to_batch
from engine.faces.align import Alignment, similarity


def explain(detector: Detector, crops: np.ndarray) -> np.ndarray:
    """Heat over each crop: what moved its embedding toward "forged".

    The gradient is that of the embedding along `Detector.evidence_direction`, so any
    classifier can be explained. Each map is scaled to its own maximum: it says where, not
    how much. Networks on windows see each crop as a still.

    Args:
        crops: uint8 (N, S, S, 3) RGB, aligned.

    Returns:
        float32 (N, S, S), 0 to 1.
    """
    network, spec = detector.embedder.network, detector.embedder.spec
    direction = torch.from_numpy(detector.evidence_direction()).to(detector.embedder.device)
    side = crops.shape[1]
    maps = []
    for crop in crops:
        seen = crop[None] if spec.window == 1 else np.stack([crop] * spec.window)[None]
        batch = to_batch(seen, spec, detector.embedder.device)
        with torch.no_grad(), one_core():
            features = network.feature_maps(batch)
        features = [part.detach().requires_grad_(True) for part in features]
        with one_core():
            score = (network.embed_maps(features) @ direction).sum()
            gradients = torch.autograd.grad(score, features)
        heat = np.zeros((side, side), np.float32)
        for part, gradient in zip(features, gradients, strict=True):
            heat += _warmth(part.detach(), gradient, side)
        maps.append(np.clip(heat / max(float(heat.max()), 1e-9), 0, 1))
    return np.stack(maps).astype(np.float32) if maps else np.zeros((0, side, side), np.float32)


def _warmth(features: torch.Tensor, gradient: torch.Tensor, side: int) -> np.ndarray:
    """float32 (side, side): one backbone's heat, in units of the score to an area."""
    places = tuple(range(2, gradient.ndim))
    weights = gradient.mean(dim=places, keepdim=True)
    warm = torch.relu((weights * features).sum(dim=1))[0]
    # Backbones with finer maps spread the same heat over more cells.
    heat = (warm.mean(dim=0) if warm.ndim == 3 else warm).cpu().numpy() * warm.numel()
    return cv2.resize(heat.astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)


def heat_on_frame(
    heat: np.ndarray, landmarks: np.ndarray, alignment: Alignment, shape: tuple[int, int]
) -> np.ndarray:
    """Lay a crop's heat back onto its frame.

    Args:
        heat: float32 (S, S), from `explain`.
        landmarks: float32 (5, 2), the face's, in frame pixels.
        alignment: geometry of the crop.
        shape: height and width of the frame.

    Returns:
        float32 (H, W), 0 outside the crop.
    """
    matrix = similarity(landmarks, alignment)
    return cv2.warpAffine(
        heat, matrix, (shape[1], shape[0]), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )


def colourise(heat: np.ndarray) -> np.ndarray:
    """uint8 (H, W, 4) RGBA of a heat map in 0..1; cold is transparent."""
    values = (np.clip(heat, 0, 1) * 255).astype(np.uint8)
    colours = cv2.cvtColor(cv2.applyColorMap(values, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB)
    alpha = np.clip(heat * 1.6 - 0.2, 0, 1) * 255
    return np.dstack([colours, alpha.astype(np.uint8)])


def blend(picture: np.ndarray, heat: np.ndarray, opacity: float) -> np.ndarray:
    """uint8 (H, W, 3): the picture with the heat laid over it; opacity 0 to 1."""
    layer = colourise(heat)
    alpha = layer[:, :, 3:].astype(np.float32) / 255 * opacity
    return (picture * (1 - alpha) + layer[:, :, :3] * alpha).astype(np.uint8)
