"""Experiments as files: what is trained, how, and what judges it; typed and checked.

An experiment is a TOML file with the tables below; keys that are left out keep their
defaults. `--set table.key=value` changes one of them; a change that would have no effect is
refused. The whole is stored in the bundle.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from engine.embedding.meso import MESO4
from engine.embedding.spec import FACENET, EmbedderSpec
from engine.embedding.volumes import VOLUMES
from engine.embedding.weights import PACKAGED, require_source
from engine.errors import TrainingError
from engine.faces.align import Alignment
from engine.files import read_small
from engine.shipped import resource
from engine.training.experiment_checks import require_effect, require_meaning

Positive = Annotated[int, Meta(ge=1)]
AboveZero = Annotated[float, Meta(gt=0)]
NotNegative = Annotated[float, Meta(ge=0)]


class ModelConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The network.

    Attributes:
        kind: "frames" (each face by itself, trained end to end), "triplets" (an embedding
            with a classifier on it), "raw" (the pretrained embedding as it is, with a
            classifier), "sequence" (a recurrent head on a frames model) or
            "volume" (3-D convolution).
        architecture: "facenet", "meso4", "c3d", "c3d_small", or any timm name; Keras' and the
            paper's Xception is timm's "legacy_xception".
        weights: pretraining; see `engine.embedding.weights.load_pretrained`.
        head, dimension: see `engine.embedding.heads.make_head`.
        trunk: "finetune" trains the backbone, "frozen" only the head.
        scaling: of the pixels; "" takes what the weights want.
        size, eye_distance, eye_height: of the crops, see `engine.faces.align.Alignment`.
        drop_path: chance that a residual branch of a timm backbone is left out in training
            (stochastic depth).
    """

    kind: Literal["frames", "triplets", "raw", "sequence", "volume"] = "triplets"
    architecture: str = "tf_efficientnet_lite0"
    weights: str = ""
    head: Literal["none", "projection", "dense", "triplet_mlp"] = "projection"
    dimension: Positive = 128
    trunk: Literal["finetune", "frozen"] = "finetune"
    scaling: Literal["", "fixed", "prewhiten"] = ""
    size: Annotated[int, Meta(ge=32, le=1024)] = 160
    eye_distance: Annotated[float, Meta(ge=0.1, le=0.8)] = 0.42
    eye_height: Annotated[float, Meta(ge=0.1, le=0.6)] = 0.30
    drop_path: Annotated[float, Meta(ge=0, lt=1)] = 0.0


class LearningConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The loop.

    Attributes:
        optimiser: by name; "nadam" has Keras' momentum decay of 0.004.
        learning_rate: the schedule's peak.
        schedule: "one_cycle", "cosine" or "constant".
        epochs: at most.
        restarts: numbers of epochs after which the schedule begins anew, each time with half
            the peak of the one before (warm restarts, Loshchilov & Hutter 2017).
        batch: samples in a batch.
        patience: epochs without a better validation score before it stops; 0 never stops.
        sampling: "paired" puts each forgery beside its own original, "balanced" draws as many
            pristine as forged, "plain" takes all in random order.
        augment: "graded" (from as they are to heavily compressed), "worn" (most of them heavily
            compressed), "life" (all of them worn as clips are on their way), "paper" (rotation,
            zoom, shift, shear, flip) or "none";
            see `engine.training.augment.augment`.
        made: on-the-fly forgeries (`engine.training.on_the_fly`) per epoch for each recorded
            forgery; data sets of pristine faces alone then take part in training.
        alike: a forgery and its pristine partner are augmented in the same way, so that only
            the manipulation tells them apart.
        hide: chance that a part of a crop is painted over in training.
        sizes: side in pixels of the pictures in each of the first epochs; the epochs after
            them have the model's. Small pictures teach the same for less time.
        smooth: label smoothing of cross-entropy.
        average: decay of the running mean of the weights, which is what is kept; 0 is none.
        precision: "fp32", "bf16", "fp16" (CUDA) or "auto": bf16 or fp16 on a GPU, fp32 on a
            CPU.
        clip: bound on the gradient's norm; 0 is none.
        samples: forged samples in an epoch at most; 0 takes all.
    """

    optimiser: Literal["adamw", "adam", "nadam", "sgd"] = "adamw"
    learning_rate: AboveZero = 6e-4
    weight_decay: NotNegative = 0.02
    schedule: Literal["one_cycle", "cosine", "constant"] = "one_cycle"
    epochs: Positive = 7
    restarts: list[Positive] = []
    batch: Annotated[int, Meta(ge=2)] = 32
    patience: Annotated[int, Meta(ge=0)] = 0
    sampling: Literal["paired", "balanced", "plain"] = "paired"
    augment: Literal["graded", "worn", "life", "paper", "none"] = "life"
    made: Annotated[float, Meta(ge=0, le=10)] = 0.0
    alike: bool = False
    hide: Annotated[float, Meta(ge=0, le=1)] = 0.0
    sizes: list[Annotated[int, Meta(ge=32, le=1024)]] = []
    smooth: Annotated[float, Meta(ge=0, lt=0.5)] = 0.05
    average: Annotated[float, Meta(ge=0, lt=1)] = 0.998
    precision: Literal["auto", "fp32", "bf16", "fp16"] = "auto"
    clip: NotNegative = 2.0
    samples: Annotated[int, Meta(ge=0)] = 0


class TripletConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The metric loss.

    Attributes:
        mining: see `engine.training.mining.MININGS`.
        margin: alpha, squared Euclidean distance.
        guide: weight of cross-entropy on a linear layer that is thrown away afterwards; it
            keeps the first epochs from collapsing. 0 is the pure triplet loss.
    """

    mining: Literal["semi-hard", "random", "one-semi-hard"] = "semi-hard"
    margin: AboveZero = 0.2
    guide: NotNegative = 1.0


class SequenceConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The recurrent head, and windows of 3-D convolution.

    Attributes:
        cell: see `engine.detector.sequence.CELLS`.
        window: faces of a track judged together.
        features: "dense" (the layer under the classifier) or "pooled" (the backbone's).
        learning_rate, epochs: of the head, after the frames model was trained.
        motion: stills are given small seeded movements, so that a data set of single faces
            can be tried; without it they are refused.
    """

    cell: Literal["lstm", "gru", "bilstm_lstm", "bilstm_max"] = "lstm"
    window: Annotated[int, Meta(ge=2, le=128)] = 16
    features: Literal["dense", "pooled"] = "dense"
    learning_rate: AboveZero = 2e-3
    epochs: Positive = 20
    motion: bool = False


class ClassifierConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is fitted on the embedding of a triplets model.

    Attributes:
        kind: see `engine.detector.classifier.CLASSIFIERS`.
        options: scikit-learn's own parameters.
    """

    kind: Literal["random_forest", "sgd", "logistic", "knn", "perceptron", "tree"] = "sgd"
    options: dict[str, Any] = {}


class BagConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Bagging (paper section IV-B): forgeries cut into parts, each with all the pristine.

    Attributes:
        members: parts; 1 is no bag.
        vote: see `engine.detector.classifier.VOTES`.
    """

    members: Annotated[int, Meta(ge=1, le=50)] = 1
    vote: Literal["majority", "mean"] = "majority"


class FacesConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which faces of a clip are used.

    Attributes:
        per_clip: at most.
        every: one frame in so many, from the first face on; 0 spreads over the clip.
        pick: "largest", or "first" as facenet-pytorch returns them.
        side: pixels of the stored crops without their border; 0 takes 160, or the model's size
            if that is more.
    """

    per_clip: Positive = 10
    every: Annotated[int, Meta(ge=0)] = 0
    pick: Literal["largest", "first"] = "largest"
    side: Annotated[int, Meta(ge=0, le=1024)] = 0


class DataConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which of the labelled data is learned from.

    Attributes:
        leave_out: methods of manipulation, by name, that neither training nor the choice of
            epoch, threshold and calibration sees: what they then score is how kinds fare that
            nobody knew of.
        share: part of the people of each data set that training learns from, drawn by the
            seed; validation and test keep all. Several shares make the curve over the amount
            of data.
    """

    leave_out: list[str] = []
    share: Annotated[float, Meta(gt=0, le=1)] = 1.0


class Experiment(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One experiment; see the tables for their keys.

    Attributes:
        name: shown to users of the bundle.
        about: what it is, and which row of which table it stands for.
        seed: of every random draw.
        panel: experiments whose networks stand side by side, by name or file; of this one's
            tables only "data", "faces" and the model's view of the face then count.
    """

    name: str = "Triplet EfficientNet-Lite0"
    about: str = ""
    seed: int = 7
    panel: list[str] = []
    data: DataConfig = DataConfig()
    model: ModelConfig = ModelConfig()
    learning: LearningConfig = LearningConfig()
    triplets: TripletConfig = TripletConfig()
    sequence: SequenceConfig = SequenceConfig()
    classifier: ClassifierConfig = ClassifierConfig()
    bag: BagConfig = BagConfig()
    faces: FacesConfig = FacesConfig()

    def to_json(self) -> dict[str, Any]:
        """Every key with its value."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built

    @property
    def alignment(self) -> Alignment:
        """Geometry of the crops that the model sees."""
        model = self.model
        return Alignment(model.size, model.eye_distance, model.eye_height)

    @property
    def spec(self) -> EmbedderSpec:
        """The embedder to build."""
        model = self.model
        facenet = model.architecture == FACENET
        mean, std = _colours(model.architecture)
        shared = self.bag.members == 1 or model.trunk == "frozen"
        return EmbedderSpec(
            architecture=model.architecture,
            head=model.head,
            dimension=model.dimension,
            members=self.bag.members,
            shared=shared,
            window=self.sequence.window if model.kind == "volume" else 1,
            scaling=model.scaling or ("prewhiten" if facenet else "fixed"),
            mean=mean,
            std=std,
            alignment=self.alignment,
        )


def find_experiment(name: str, changes: tuple[str, ...] = ()) -> Experiment:
    """The shipped experiment of that name, or the one in that file; see `load_experiment`.

    Args:
        name: one that `forensics experiments` lists, such as "quick", or a path.
        changes: of keys, such as "learning.epochs=3".

    Raises:
        TrainingError: there is none, or it is not valid.
    """
    shipped = resource("experiments") / f"{name}.toml"
    path = shipped if shipped.exists() else Path(name)
    if not path.is_file():
        raise TrainingError(
            f"There is no experiment '{name}', and no file of that name.",
            "'forensics experiments' lists those that come with the program; or give the path "
            "of a TOML file.",
        )
    return load_experiment(path, changes)


def members_of(experiment: Experiment) -> list[Experiment]:
    """The experiments that are learned: a panel's members, or the experiment itself.

    Raises:
        TrainingError: a member is not found or not valid.
    """
    return [find_experiment(name) for name in experiment.panel] or [experiment]


def load_experiment(path: Path, changes: tuple[str, ...] = ()) -> Experiment:
    """An experiment from its file.

    Args:
        path: TOML.
        changes: "table.key=value", values as TOML (bare words are strings).

    Raises:
        TrainingError: unreadable, a key or value that is not allowed, or a change without
            effect, named.
        WeightsError: there are no weights of that name.
    """
    try:
        data = tomllib.loads(read_small(path).decode("utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(
            f"The experiment '{path}' cannot be read.", "Give a TOML file.", str(error)
        ) from error
    return make_experiment(data, changes, path.name)


def make_experiment(
    data: dict[str, Any], changes: tuple[str, ...] = (), origin: str = "the experiment"
) -> Experiment:
    """An experiment from nested dictionaries; see `load_experiment`."""
    changed, keys = with_changes(data, changes, origin)
    try:
        experiment = msgspec.convert(changed, Experiment)
    except msgspec.ValidationError as error:
        raise TrainingError(
            f"{origin} is not a valid experiment: {error}.",
            "'forensics experiments default' prints every key.",
        ) from error
    require_effect(experiment, keys, origin)
    require_meaning(experiment, origin)
    if not experiment.panel:
        _colours(experiment.model.architecture)
        require_source(experiment.model.architecture, experiment.model.weights)
    return experiment


def with_changes(
    data: dict[str, Any], changes: Iterable[str], origin: str = "the experiment"
) -> tuple[dict[str, Any], list[str]]:
    """Nested dictionaries with "table.key=value" carried out, and the keys that were named.

    Raises:
        TrainingError: a change is not written so, or leads into a value.
    """
    changed = copy.deepcopy(data)
    keys = []
    for change in changes:
        key, separator, text = change.partition("=")
        if not separator:
            raise TrainingError(f"'{change}' changes nothing.", "Write table.key=value.")
        table = changed
        *above, last = key.strip().split(".")
        for name in above:
            table = table.setdefault(name, {})
            if not isinstance(table, dict):
                raise TrainingError(f"'{key}' is not a key of {origin}.", "Check its spelling.")
        value = table[last] = _value(text.strip())
        inner = value if isinstance(value, dict) and not above else {}
        keys += [f"{key.strip()}.{name}" for name in inner] or [key.strip()]
    return changed, keys


def to_toml(experiment: Experiment) -> str:
    """The experiment as a file that `load_experiment` reads, with every key."""
    import tomli_w

    return tomli_w.dumps(experiment.to_json())


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"x = {text}")["x"]
    except tomllib.TOMLDecodeError:
        return text


def _colours(
    architecture: str,
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Mean and deviation that the usual weights of an architecture were trained with."""
    import timm

    if architecture in (*PACKAGED, MESO4, *VOLUMES):
        return (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    if architecture == FACENET:
        return (0.5, 0.5, 0.5), (0.502, 0.502, 0.502)
    config = timm.get_pretrained_cfg(architecture, allow_unregistered=True)
    if config is None or not timm.is_model(architecture):
        raise TrainingError(
            f"There is no architecture '{architecture}'.",
            "Use 'facenet', 'meso4', 'c3d', 'c3d_small' or a name that timm.list_models() gives.",
        )
    mean, std = ((float(r), float(g), float(b)) for r, g, b in (config.mean, config.std))
    return mean, std
