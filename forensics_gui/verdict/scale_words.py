"""Words of the verbal scale and of the kinds of forgery, marked: they stand in files of data."""

from __future__ import annotations

from forensics_gui.language import mark

#: As `engine.analysis.phrases` gives them to a wording.
KIND_WORDS = (
    mark("Face swap"),
    mark("a face swap"),
    mark("Re-enactment and lip-sync"),
    mark("re-enactment and lip-sync"),
    mark("Fully generated face"),
    mark("a fully generated face"),
)

#: As `engine.analysis.phrases` gives them to a wording.
SCALE_WORDS = (
    mark("no support"),
    mark("weak support"),
    mark("moderate support"),
    mark("moderately strong support"),
    mark("strong support"),
    mark("very strong support"),
    mark("extremely strong support"),
    mark("Weak"),
    mark("Moderate"),
    mark("Moderately strong"),
    mark("Strong"),
    mark("Very strong"),
    mark("Extremely strong"),
    mark("the face was manipulated: made, exchanged or altered by software"),
    mark("the face was recorded by a camera and not manipulated"),
    mark(
        "The ratio speaks of the evidence, given each proposition. It is not the probability of a "
        "forgery: the odds before this evidence are for the reader to judge."
    ),
)
