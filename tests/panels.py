"""A case in which two detectors judged a clip, and fusions of them."""

from dataclasses import replace

from made_analysis import made_events

from engine.analysis.fusion import FusedDetector, Fusion

BUNDLES = ("a" * 64, "b" * 64)


def judge(case, name, bundle, score, **settings):
    """Record an analysis by a detector."""
    started, *rest = made_events(scores=(score,))
    detector = replace(started.detector, name=name, digest=bundle)
    started = replace(started, detector=detector, settings=replace(started.settings, **settings))
    case.recorder().add_all([started, *rest])


def fusion():
    """Half of what each detector says; each alone is believed as it is."""
    detectors = tuple(
        FusedDetector(name, bundle, 0.5, 1.0, 0.0)
        for name, bundle in zip(("first", "second"), BUNDLES, strict=True)
    )
    return Fusion(detectors, 0.0, 100, 120, "labelled")
