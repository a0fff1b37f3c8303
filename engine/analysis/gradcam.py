"""Grad-CAM (Selvaraju et al. 2017; paper Fig. 4): regions that drive a face's score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from engine.analysis.result import Analysis
from engine.detector.detector import Detector
from engine.device import one_core
from engine.embedding.embedder import preprocess
from engine.embedding.spec import LEAST_VARIANCE, LITE0_STATISTICS
from engine.faces.align import Alignment, aligned_crop, crop_matrix
from engine.video.source import VideoSource

if TYPE_CHECKING:
    import torch

    from engine.embedding.network import EmbeddingNetwork


def explain(detector: Detector, crops: np.ndarray, kind: str = "") -> np.ndarray:
    """Compute a heat map for each crop: what moved its embedding toward "forged".

    The gradient is that of the embedding along `Detector.evidence_direction`, so any
    classifier can be explained. Each map is scaled to its own maximum: it shows where, not
    how much. Networks that take windows of frames see each crop as a still.

    Args:
        crops: uint8 (N, S, S, 3) RGB, aligned.
        kind: key of the kind of forgery to explain, see `Detector.evidence_direction`.

    Returns:
        float32 (N, S, S), 0 to 1.
    """
    direction = detector.evidence_direction(kind)
    side = crops.shape[1]
    maps = []
    for crop in crops:
        with one_core():
            found = heat_by_graph(detector, crop, direction) or heat_by_torch(
                detector, crop, direction
            )
        heat = np.zeros((side, side), np.float32)
        for number, (features, weights) in enumerate(found):
            if detector.embedder.spec.architecture_of(number) == LITE0_STATISTICS:
                # Features are not zero in empty areas, so weigh deviations from the mean.
                features = features - features.mean(axis=(1, 2), keepdims=True)
            heat += _warmth(features, weights, side)
        maps.append(np.clip(heat / max(float(heat.max()), 1e-9), 0, 1))
    return np.stack(maps).astype(np.float32) if maps else np.zeros((0, side, side), np.float32)


#: Feature maps (C, h, w) or (C, t, h, w) of each backbone, with its channel weights (C,).
_Weighted = list[tuple[np.ndarray, np.ndarray]]


def heat_by_graph(detector: Detector, crop: np.ndarray, direction: np.ndarray) -> _Weighted | None:
    """Maps and weights in closed form; None for unsupported layers.

    The embedding is A [e1, e2, ...] + c with e = z / |z|, where a head computes z from a
    backbone's pooled maps. The derivative of d . e by z is (I - e e') d / |z|; heads and
    pooling propagate it back to each position of the maps.
    """
    embedder = detector.embedder
    graph, weights, spec = embedder.graph, embedder.weights, embedder.spec
    if graph is None:
        return None
    embedding, maps = graph.maps(preprocess(crop[None], spec))
    shared = maps * spec.members if len(maps) == 1 else maps
    along = np.asarray(direction, np.float64)
    if spec.adapted:
        along = along @ weights["adapter.weight"].astype(np.float64)
    parts, joined = [], []
    for number, (features, part) in enumerate(
        zip(shared, np.split(along, spec.members), strict=True)
    ):
        if features.ndim != 4:
            return None
        statistics = spec.architecture_of(number) == LITE0_STATISTICS
        pooled = features[0].mean(axis=(1, 2), dtype=np.float64)
        back = _through_head(
            spec.head_of_each[number],
            {name: np.asarray(value, np.float64) for name, value in weights.items()
             if name.startswith(f"heads.{number}.")},
            f"heads.{number}.",
            _with_deviations(pooled) if statistics else pooled,
            part,
        )  # fmt: skip
        if back is None:
            return None
        unit, slope = back
        joined.append(unit)
        if statistics:
            slope = _slope_of_moments(pooled, slope)
        parts.append((features[0], (slope / features[0][0].size).astype(np.float32)))
    made = np.concatenate(joined)
    if spec.adapted:
        made = weights["adapter.weight"] @ made + weights["adapter.bias"]
    # The formula does not hold for backbones with layers between pooling and head.
    if np.abs(made - embedding[0]).max() > 1e-3:
        return None
    if len(maps) < spec.members:
        return [(parts[0][0], np.sum([w for _, w in parts], axis=0))]
    return parts


def _through_head(
    kind: str,
    weights: Mapping[str, np.ndarray],
    prefix: str,
    pooled: np.ndarray,
    direction: np.ndarray,
) -> tuple[np.ndarray, np.ndarray] | None:
    """A head's output on the unit sphere, and the gradient of direction . output by `pooled`.

    None for heads whose output is not on the sphere, or if the number of features differs.
    """

    def layer(place: int) -> tuple[np.ndarray, np.ndarray]:
        return weights[f"{prefix}{place}.weight"], weights[f"{prefix}{place}.bias"]

    def onto_sphere(
        matrix: np.ndarray, bias: np.ndarray, points: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        raw = matrix @ points + bias
        length = max(float(np.linalg.norm(raw)), 1e-12)
        unit = raw / length
        return unit, matrix.T @ (direction - unit * (unit @ direction)) / length

    if kind == "projection":
        last = layer(0)
        return onto_sphere(*last, pooled) if last[0].shape[1] == len(pooled) else None
    if kind == "hidden":
        scale = weights[f"{prefix}0.scale"]
        first, last = layer(2), layer(4)
        inner = first[0] @ ((pooled - weights[f"{prefix}0.mean"]) * scale) + first[1]
        unit, slope = onto_sphere(*last, np.maximum(inner, 0))
        return unit, first[0].T @ (slope * (inner > 0)) * scale
    return None


def _with_deviations(moments: np.ndarray) -> np.ndarray:
    """Convert means and variances as `engine.embedding.backbones` does, float64 (2 C,)."""
    mean, variance = np.split(moments, 2)
    return np.concatenate([mean, np.sqrt(variance + LEAST_VARIANCE)])


def _slope_of_moments(moments: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Convert a gradient by means and deviations to means and variances, float64 (2 C,)."""
    _, variance = np.split(moments, 2)
    by_mean, by_deviation = np.split(slope, 2)
    return np.concatenate([by_mean, by_deviation / (2 * np.sqrt(variance + LEAST_VARIANCE))])


def heat_by_torch(detector: Detector, crop: np.ndarray, direction: np.ndarray) -> _Weighted:
    """Maps and weights by automatic differentiation, for any network.

    Transformers have no maps whose mean is the embedding: the class token alone is. For them the
    map is gradient times input, summed over patches, the share of each patch in the score relative
    to a picture of the mean colour (Shrikumar et al. 2017).
    """
    import torch

    from engine.embedding.network import to_batch

    network, spec = detector.embedder.network, detector.embedder.spec
    along = torch.from_numpy(direction).to(detector.embedder.device)
    seen = crop[None] if spec.window == 1 else np.stack([crop] * spec.window)[None]
    batch = to_batch(seen, spec, detector.embedder.device)
    with torch.no_grad():
        features = network.feature_maps(batch)
    if features[0].ndim == 3:
        return _by_patches(network, batch, along)
    features = [part.detach().requires_grad_(True) for part in features]
    score = (network.embed_maps(features) @ along).sum()
    gradients = torch.autograd.grad(score, features)
    return [
        (part.detach()[0].cpu().numpy(), slope[0].flatten(1).mean(dim=1).cpu().numpy())
        for part, slope in zip(features, gradients, strict=True)
    ]


#: Cells of a transformer's map along each side, about the patches of common networks.
_PATCHES = 16


def _by_patches(network: EmbeddingNetwork, batch: torch.Tensor, along: torch.Tensor) -> _Weighted:
    """Gradient times input of one picture, float32 (1, 16, 16), and the weight 1."""
    import torch

    batch = batch.detach().requires_grad_(True)
    (slope,) = torch.autograd.grad((network(batch) @ along).sum(), batch)
    shares = (slope * batch).sum(dim=1, keepdim=True).detach()
    patches = torch.nn.functional.adaptive_avg_pool2d(shares, _PATCHES)
    return [(patches[0].cpu().numpy(), np.ones(1, np.float32))]


def _warmth(features: np.ndarray, weights: np.ndarray, side: int) -> np.ndarray:
    """float32 (side, side): heat of one backbone, in units of the score per area."""
    warm = np.maximum(np.tensordot(weights, features, axes=(0, 0)), 0)
    # Backbones with finer maps spread the same heat over more cells.
    heat = (warm.mean(axis=0) if warm.ndim == 3 else warm) * warm.size
    return cv2.resize(heat.astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)


def heat_on_frame(
    heat: np.ndarray,
    landmarks: np.ndarray,
    alignment: Alignment,
    shape: tuple[int, int],
    box: np.ndarray | None = None,
) -> np.ndarray:
    """Map a crop's heat back onto its frame.

    Args:
        heat: float32 (S, S), from `explain`.
        landmarks: float32 (5, 2), of the face, in frame pixels.
        alignment: geometry of the crop.
        shape: height and width of the frame.
        box: float32 (4,), of the face, in frame pixels; see `aligned_crop`.

    Returns:
        float32 (H, W), 0 outside the crop.
    """
    matrix = crop_matrix(landmarks, alignment, (shape[1], shape[0]), box)
    return cv2.warpAffine(
        heat, matrix, (shape[1], shape[0]), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )


def colourise(heat: np.ndarray) -> np.ndarray:
    """uint8 (H, W, 4) RGBA of a heat map in 0..1; low values are transparent."""
    values = (np.clip(heat, 0, 1) * 255).astype(np.uint8)
    colours = cv2.cvtColor(cv2.applyColorMap(values, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB)
    alpha = np.clip(heat * 1.6 - 0.2, 0, 1) * 255
    return np.dstack([colours, alpha.astype(np.uint8)])


def blend(picture: np.ndarray, heat: np.ndarray, opacity: float) -> np.ndarray:
    """uint8 (H, W, 3): overlay the heat on the picture; opacity 0 to 1."""
    layer = colourise(heat)
    alpha = layer[:, :, 3:].astype(np.float32) / 255 * opacity
    return (picture * (1 - alpha) + layer[:, :, :3] * alpha).astype(np.uint8)


_PICTURE_SIDE = 640


@dataclass(frozen=True)
class FaceEvidence:
    """One scored face with its heat map.

    Attributes:
        track, frame, time: position of the face; time in seconds.
        suspicion: of this frame alone, see `Analysis.suspicion`.
        crop: uint8 (S, S, 3) RGB, aligned.
        heat: float32 (S, S), Grad-CAM, 0 to 1.
        picture: uint8 (h, w, 3) RGB, the whole frame with heat and box, at most 640 px.
    """

    track: int
    frame: int
    time: float
    suspicion: float
    crop: np.ndarray
    heat: np.ndarray
    picture: np.ndarray


def track_evidence(
    video: VideoSource, detector: Detector, analysis: Analysis, number: int, count: int = 4
) -> list[FaceEvidence]:
    """Up to `count` faces of a track, spread in time over its usable frames.

    Frames that do not count in the verdict are included only if there are no others.
    """
    scores = analysis.scores[number]
    rows = np.flatnonzero(scores.usable)
    if len(rows) == 0:
        rows = np.arange(len(scores.frames))
    places = np.unique(np.linspace(0, len(rows) - 1, min(count, len(rows))).round().astype(int))
    shown = []
    for row in rows[places]:
        frame = int(scores.frames[row])
        picture = video.frame(frame).rgb()
        crop, heat, laid = _explained(picture, detector, analysis, number, frame)
        shown.append(
            FaceEvidence(
                number,
                frame,
                float(scores.times[row]),
                float(analysis.suspicion(number)[row]),
                crop,
                heat,
                _annotated(picture, laid, _box(analysis, number, frame)),
            )
        )
    return shown


def face_heat(
    video: VideoSource, detector: Detector, analysis: Analysis, number: int, frame: int
) -> np.ndarray:
    """float32 (H, W), 0 to 1: Grad-CAM of a track's face on a frame of the track."""
    return _explained(video.frame(frame).rgb(), detector, analysis, number, frame)[2]


def strongest_kind(analysis: Analysis, number: int) -> str:
    """Key of the kind of forgery with the most support in a track; "" if unknown."""
    verdict = analysis.verdicts.get(number)
    kinds = () if verdict is None else verdict.kinds
    return max(kinds, key=lambda one: one.llr).kind if kinds else ""


def _box(analysis: Analysis, number: int, frame: int) -> np.ndarray:
    return np.asarray(analysis.tracks[number].boxes[_row(analysis, number, frame)])


def _row(analysis: Analysis, number: int, frame: int) -> int:
    row = analysis.tracks[number].row_at(frame)
    if row is None:
        raise IndexError(f"track {number} is not seen in frame {frame}")
    return row


def _explained(
    picture: np.ndarray, detector: Detector, analysis: Analysis, number: int, frame: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    track, row = analysis.tracks[number], _row(analysis, number, frame)
    landmarks, box = track.landmarks[row], track.boxes[row]
    crop = aligned_crop(picture, landmarks, detector.alignment, box)
    heat = explain(detector, crop[None], strongest_kind(analysis, number))[0]
    height, width = picture.shape[:2]
    return crop, heat, heat_on_frame(heat, landmarks, detector.alignment, (height, width), box)


def _annotated(picture: np.ndarray, heat: np.ndarray, box: np.ndarray) -> np.ndarray:
    scale = min(1.0, _PICTURE_SIDE / max(picture.shape[:2]))
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    shown = cv2.resize(blend(picture, heat, 0.6), size, interpolation=cv2.INTER_AREA)
    x0, y0, x1, y1 = (int(v) for v in np.round(box * scale))
    return cv2.rectangle(np.ascontiguousarray(shown), (x0, y0), (x1, y1), (255, 255, 255), 2)
