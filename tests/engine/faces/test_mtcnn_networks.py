"""MTCNN on a CPU says what facenet-pytorch's own modules say."""

import clips
import cv2
import numpy as np
import pytest
import torch
from facenet_pytorch.models import mtcnn

from engine.faces.networks import Networks, TorchNetworks

#: Probabilities, and shifts and landmarks in window or crop sides.
CLOSE = 1e-4


@pytest.fixture(scope="module")
def networks():
    return Networks("cpu")


@pytest.fixture(scope="module")
def on_torch():
    """Fed through torch, as on a graphics processor."""
    return Networks("cpu", TorchNetworks("cpu"))


def reference(name, pixels):
    """Outputs of facenet-pytorch's module, with its own normalisation."""
    with torch.inference_mode():
        batch = torch.from_numpy(pixels.copy()).permute(0, 3, 1, 2).float()
        return [part.numpy() for part in getattr(mtcnn, name)().eval()((batch - 127.5) / 128)]


def crops(side, count):
    """Squares of all sizes out of the portrait, with and without its face."""
    picture, rng = clips.portrait(), np.random.default_rng(0)
    made = [picture[55:165, 130:240]]
    while len(made) < count:
        size = int(rng.integers(20, 200))
        y, x = (int(rng.integers(0, limit - size)) for limit in picture.shape[:2])
        made.append(picture[y : y + size, x : x + size])
    return np.stack([cv2.resize(crop, (side, side)) for crop in made])


# Large enough for several strips; odd and even sides, down to a single window.
@pytest.mark.parametrize("size", [(390, 330), (241, 137), (31, 50), (13, 12), (12, 12)])
def test_pnet_agrees_on_a_portrait(networks, on_torch, size):
    picture = cv2.resize(clips.portrait(), size, interpolation=cv2.INTER_AREA)
    shifts, probabilities = reference("PNet", picture[None])
    for ours in (networks, on_torch):
        p, moved = ours.pnet(picture)
        assert p.shape == probabilities[0, 1].shape
        np.testing.assert_allclose(p, probabilities[0, 1], atol=CLOSE)
        np.testing.assert_allclose(moved, shifts[0].transpose(1, 2, 0), atol=CLOSE)


@pytest.mark.parametrize("count", [1, 40])
def test_rnet_agrees_on_crops(networks, on_torch, count):
    pixels = crops(24, count)
    shifts, probabilities = reference("RNet", pixels)
    for ours in (networks, on_torch):
        p, moved = ours.rnet(pixels)
        np.testing.assert_allclose(p, probabilities[:, 1], atol=CLOSE)
        np.testing.assert_allclose(moved, shifts, atol=CLOSE)


@pytest.mark.parametrize("count", [1, 40])
def test_onet_agrees_on_crops(networks, on_torch, count):
    pixels = crops(48, count)
    shifts, points, probabilities = reference("ONet", pixels)
    assert probabilities[0, 1] > 0.9, "the first crop is a face"
    for ours in (networks, on_torch):
        p, moved, landmarks = ours.onet(pixels)
        np.testing.assert_allclose(p, probabilities[:, 1], atol=CLOSE)
        np.testing.assert_allclose(moved, shifts, atol=CLOSE)
        # facenet-pytorch puts the five x before the five y.
        np.testing.assert_allclose(landmarks[:, :, 0], points[:, :5], atol=CLOSE)
        np.testing.assert_allclose(landmarks[:, :, 1], points[:, 5:], atol=CLOSE)
