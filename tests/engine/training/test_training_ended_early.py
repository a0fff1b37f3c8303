"""A training that the analyst ends: what is learned so far is enough."""

from test_training_loop import SETTINGS, Line

from engine.training.events import StepDone
from engine.training.loop import Run, learn


def test_a_run_that_is_enough_ends_with_its_best_epoch(tmp_path):
    run, seen = Run(tmp_path, "cpu"), []

    def listen(event):
        seen.append(event)
        if isinstance(event, StepDone) and (event.epoch, event.step) == (2, 3):
            run.enough.cancel()

    run.listen = listen
    history = learn(Line(), SETTINGS, 3, {}, run)
    assert len(history) == 1
    last = seen[-1]
    assert isinstance(last, StepDone)
    assert (last.epoch, last.step) == (2, 3)


def test_what_is_enough_before_the_first_epoch_is_learned_for_one(tmp_path):
    run = Run(tmp_path, "cpu")
    run.enough.cancel()
    assert len(learn(Line(), SETTINGS, 3, {}, run)) == 1
