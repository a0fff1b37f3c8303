"""Experiments: typed and validated training configurations in TOML files.

An experiment consists of the tables below; missing keys keep their defaults. `--set
table.key=value` changes a key; a change without effect is refused. The bundle stores the full
experiment.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from engine.embedding.heads import HEADS
from engine.embedding.published import BACKBONES
from engine.embedding.spec import FACENET, EmbedderSpec
from engine.embedding.weights import PACKAGED
from engine.errors import TrainingError
from engine.faces.align import Alignment
from engine.registry import Registry
from engine.training.mining import LOSSES
from engine.wording import mark

Positive = Annotated[int, Meta(ge=1)]
AboveZero = Annotated[float, Meta(gt=0)]
NotNegative = Annotated[float, Meta(ge=0)]


def _require_known(registry: Registry[Any], name: str, what: str) -> None:
    if name not in registry:
        raise ValueError(f"there is no {what} '{name}'; there are {', '.join(registry)}")


class ModelConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The network.

    Attributes:
        kind: "frames" (single faces, trained end to end), "triplets" (an embedding and a
            classifier on it), "raw" (the pretrained embedding and a classifier), "sequence" (a
            recurrent head on a frames model) or "volume" (3-D convolution).
        architecture: "facenet", "meso4", "c3d", "c3d_small", or any timm name. The paper's (and
            Keras') Xception is timm's "legacy_xception".
        weights: pretraining, see `engine.embedding.weights.load_pretrained`.
        head, dimension: a name in `engine.embedding.heads.HEADS`, and the embedding's length.
        trunk: "finetune" trains the backbone, "frozen" only the head, "layernorm" the head and the
            layer normalisations of the backbone.
        scaling: of pixel values; "" selects what the weights expect.
        size, eye_distance, eye_height: of the crops, see `engine.faces.align.Alignment`.
        drop_path: probability that a residual branch of a timm backbone is dropped in training
            (stochastic depth).
    """

    kind: Literal["frames", "triplets", "raw", "sequence", "volume"] = "triplets"
    architecture: str = "tf_efficientnet_lite0"
    weights: str = ""
    head: Annotated[str, Meta(extra={"choices": HEADS})] = "projection"
    dimension: Positive = 128
    trunk: Literal["finetune", "frozen", "layernorm"] = "finetune"
    scaling: Literal["", "fixed", "prewhiten"] = ""
    size: Annotated[int, Meta(ge=32, le=1024)] = 160
    eye_distance: Annotated[float, Meta(ge=0.1, le=0.8)] = 0.42
    eye_height: Annotated[float, Meta(ge=0.1, le=0.6)] = 0.30
    drop_path: Annotated[float, Meta(ge=0, lt=1)] = 0.0

    def __post_init__(self) -> None:
        _require_known(HEADS, self.head, "head")


class LearningConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The training loop.

    Attributes:
        optimiser: "nadam" has Keras' momentum decay of 0.004.
        learning_rate: peak of the schedule.
        schedule: "one_cycle", "cosine" or "constant".
        epochs: maximum number.
        restarts: epochs after which the schedule restarts with half its previous peak (warm
            restarts, Loshchilov & Hutter 2017).
        batch: batch size.
        patience: epochs without improvement on validation before early stopping; 0 disables it.
        sampling: see `engine.training.batch_sampler.Batches`.
        augment: see `engine.training.augment.augment`.
        made: on-the-fly forgeries (`engine.training.on_the_fly`) per epoch for each recorded
            forgery; data sets of pristine faces alone then take part in training.
        alike: augment a forgery and its pristine partner identically, so that they differ by the
            manipulation only.
        hide: probability that a part of a crop is painted over.
        sizes: side in pixels of the pictures in the first epochs; later epochs use the model's
            size. Small pictures make the first epochs faster.
        smooth: label smoothing of the cross-entropy.
        average: decay of the exponential moving average of the weights, which is what is kept;
            0 disables it.
        precision: "fp32", "bf16", "fp16" (CUDA) or "auto": bf16 or fp16 on a GPU, fp32 on a CPU.
        clip: maximum gradient norm; 0 disables clipping.
        samples: maximum number of forged samples per epoch; 0 for all.
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
        mining: a name in `engine.training.mining.LOSSES`.
        margin: alpha, squared Euclidean distance.
        guide: weight of an auxiliary cross-entropy on a linear layer that is discarded after
            training. It keeps the first epochs from collapsing. 0 gives the pure triplet loss.
    """

    mining: Annotated[str, Meta(extra={"choices": LOSSES})] = "semi-hard"
    margin: AboveZero = 0.2
    guide: NotNegative = 1.0

    def __post_init__(self) -> None:
        _require_known(LOSSES, self.mining, "loss")


class SequenceConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The recurrent head, and windows of 3-D convolution.

    Attributes:
        cell: see `engine.detector.sequence.CELLS`.
        window: number of faces judged together.
        features: "dense" (the layer below the classifier) or "pooled" (the backbone's output).
        learning_rate, epochs: of the head, after the frames model is trained.
        motion: turn stills into windows with small seeded movements, so that a data set of single
            faces can be tried; otherwise such data are refused.
    """

    cell: Literal["lstm", "gru", "bilstm_lstm", "bilstm_max"] = "lstm"
    window: Annotated[int, Meta(ge=2, le=128)] = 16
    features: Literal["dense", "pooled"] = "dense"
    learning_rate: AboveZero = 2e-3
    epochs: Positive = 20
    motion: bool = False


class ClassifierConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The classifier on the embedding of a triplets model.

    Attributes:
        kind: see `engine.detector.classifier.CLASSIFIERS`.
        options: parameters of the scikit-learn estimator.
    """

    kind: Literal["random_forest", "sgd", "logistic", "knn", "perceptron", "tree"] = "sgd"
    options: dict[str, Any] = {}


class BagConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Bagging (paper section IV-B): each part of the forgeries with all pristine faces.

    Attributes:
        members: number of parts; 1 disables bagging.
        vote: see `engine.detector.classifier.VOTES`.
    """

    members: Annotated[int, Meta(ge=1, le=50)] = 1
    vote: Literal["majority", "mean"] = "majority"


class FacesConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Selection of faces from a clip.

    Attributes:
        per_clip: maximum number.
        every: frame step from the first face on; 0 spreads the faces over the clip.
        pick: "largest", or "first" in facenet-pytorch's order.
        side: of the stored crops without border, in pixels; 0 for 160 or the model's size,
            whichever is larger.
    """

    per_clip: Positive = 10
    every: Annotated[int, Meta(ge=0)] = 0
    pick: Literal["largest", "first"] = "largest"
    side: Annotated[int, Meta(ge=0, le=1024)] = 0


class DataConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Selection of labelled data.

    Attributes:
        leave_out: manipulation methods excluded from training and from the selection of epoch,
            threshold and calibration. Their scores show how the detector treats unknown methods.
        share: fraction of the people of each data set used for training, drawn by the seed;
            validation and test keep all. Several shares give a learning curve.
    """

    leave_out: list[str] = []
    share: Annotated[float, Meta(gt=0, le=1)] = 1.0


class Experiment(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One experiment.

    Attributes:
        name: shown to users of the bundle.
        about: what it is, and which table row of the paper it reproduces.
        seed: of every random draw.
        panel: experiments whose networks are combined, by name or file. Of this experiment's
            tables, only "data", "faces" and the crop geometry of "model" then apply.
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
        """All keys and values."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built

    @property
    def alignment(self) -> Alignment:
        """Geometry of the model's crops."""
        model = self.model
        return Alignment(model.size, model.eye_distance, model.eye_height)

    @property
    def spec(self) -> EmbedderSpec:
        """The embedder to build."""
        model = self.model
        facenet = model.architecture == FACENET
        mean, std = usual_colours(model.architecture)
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


def usual_colours(
    architecture: str,
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Mean and standard deviation of the architecture's usual pretraining."""
    import timm

    if architecture == FACENET:
        return (0.5, 0.5, 0.5), (0.502, 0.502, 0.502)
    if architecture in PACKAGED or architecture in BACKBONES:
        return (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    config = timm.get_pretrained_cfg(architecture, allow_unregistered=True)
    if config is None or not timm.is_model(architecture):
        raise TrainingError(
            mark("There is no architecture '{architecture}'."),
            mark("Use {names} or a name that timm.list_models() gives."),
            architecture=architecture,
            names=", ".join(BACKBONES),
        )
    mean, std = ((float(r), float(g), float(b)) for r, g, b in (config.mean, config.std))
    return mean, std
