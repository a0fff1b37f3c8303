"""The loop: exact resumption, NaN, a full disk, patience, and two processes for one."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from msgspec.structs import replace
from torch import nn

from engine.errors import CancelledError, OutputError, TrainingError
from engine.progress import CancelToken
from engine.training.config import LearningConfig
from engine.training.events import EpochDone, StepDone, write_tensorboard
from engine.training.loop import Run, learn, make_optimiser, make_schedule

SETTINGS = LearningConfig(epochs=3, batch=4, learning_rate=1e-2, average=0.9)


class Line:
    """Learns a line from noisy points, with dropout, so that every draw shows."""

    stage = "Learning a line"

    def __init__(self, breaks_at=None, auc=lambda epoch: 0.5 + epoch / 100):
        torch.manual_seed(1)
        self.module = nn.Sequential(nn.Linear(8, 16), nn.Dropout(0.5), nn.Linear(16, 1))
        self._points = np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32)
        self._breaks_at, self._auc, self._epochs, self._steps = breaks_at, auc, 0, 0

    def epoch(self, number, rng):
        order = rng.permutation(40)
        return [order[i : i + 4] for i in range(0, 40, 4)]

    def load(self, rows, rng):
        noise = rng.normal(0, 0.1, (len(rows), 8)).astype(np.float32)
        return torch.from_numpy(self._points[rows] + noise)

    def loss(self, call, samples, processes, generator):
        self._steps += 1
        loss = ((call(samples)[:, 0] - samples.sum(1)) ** 2).mean()
        if self._steps == self._breaks_at:
            loss = loss * float("nan")
        return loss, {"steps": float(self._steps)}

    def validate(self, module):
        self._epochs += 1
        return {"auc": self._auc(self._epochs)}


def losses_of(learner, run, settings=SETTINGS):
    seen = []
    run.listen = seen.append
    learn(learner, settings, 7, {"data": 1}, run)
    return [(e.epoch, e.step, e.loss) for e in seen if isinstance(e, StepDone)], seen


def test_a_run_stopped_within_an_epoch_continues_with_the_same_losses(tmp_path):
    whole, _ = losses_of(Line(), Run(tmp_path / "whole", "cpu"))
    cancel, first = CancelToken(), []

    def stop_at_14(event):
        first.append(event)
        if len([e for e in first if isinstance(e, StepDone)]) == 14:
            cancel.cancel()

    run = Run(tmp_path / "halves", "cpu", cancel=cancel, listen=stop_at_14, checkpoint_seconds=0)
    with pytest.raises(CancelledError):
        learn(Line(), SETTINGS, 7, {"data": 1}, run)
    rest, _ = losses_of(Line(), Run(tmp_path / "halves", "cpu"))
    begun = [(e.epoch, e.step, e.loss) for e in first if isinstance(e, StepDone)]
    assert len(begun) == 14
    assert begun + rest == whole


RESTARTED = LearningConfig(epochs=4, restarts=[2], batch=4, learning_rate=1e-2, average=0.9)


@pytest.mark.parametrize("steps_done", [14, 20, 33])
def test_a_restarted_schedule_continues_as_it_was(tmp_path, steps_done):
    whole, _ = losses_of(Line(), Run(tmp_path / "whole", "cpu"), RESTARTED)
    plain, _ = losses_of(
        Line(), Run(tmp_path / "plain", "cpu"), replace(RESTARTED, epochs=2, restarts=[])
    )
    assert whole[:20] == plain
    cancel, begun = CancelToken(), []

    def stop(event):
        if isinstance(event, StepDone):
            begun.append((event.epoch, event.step, event.loss))
            if len(begun) == steps_done:
                cancel.cancel()

    run = Run(tmp_path / "halves", "cpu", cancel=cancel, listen=stop, checkpoint_seconds=0)
    with pytest.raises(CancelledError):
        learn(Line(), RESTARTED, 7, {"data": 1}, run)
    rest, _ = losses_of(Line(), Run(tmp_path / "halves", "cpu"), RESTARTED)
    assert begun + rest == whole


@pytest.mark.parametrize("kind", ["one_cycle", "cosine", "constant"])
def test_a_later_cycle_peaks_at_its_share(kind):
    settings = LearningConfig(schedule=kind, learning_rate=0.1, optimiser="sgd")
    optimiser = make_optimiser(settings, list(nn.Linear(2, 1).parameters()))
    for share in (1.0, 0.5):
        schedule = make_schedule(settings, optimiser, 40, share)
        rates = []
        for _ in range(39):
            rates.append(optimiser.param_groups[0]["lr"])
            optimiser.step()
            schedule.step()
        assert max(rates) == pytest.approx(0.1 * share)


def test_the_learning_curve_of_a_run_in_two_halves_is_that_of_a_whole_one(tmp_path):
    whole = learn(Line(), SETTINGS, 7, {"data": 1}, Run(tmp_path / "whole", "cpu"))
    assert [point["epoch"] for point in whole] == [1, 2, 3]
    assert whole[0]["train_loss"] > whole[-1]["train_loss"]
    assert all("auc" in point for point in whole)
    cancel = CancelToken()

    def stop_in_the_second(event):
        if isinstance(event, StepDone) and event.epoch == 2:
            cancel.cancel()

    run = Run(tmp_path / "halves", "cpu", cancel=cancel, listen=stop_in_the_second)
    with pytest.raises(CancelledError):
        learn(Line(), SETTINGS, 7, {"data": 1}, run)
    rest = learn(Line(), SETTINGS, 7, {"data": 1}, Run(tmp_path / "halves", "cpu"))
    assert [p["train_loss"] for p in rest] == [p["train_loss"] for p in whole]


def test_a_run_with_other_settings_or_data_starts_again(tmp_path):
    losses_of(Line(), Run(tmp_path, "cpu"))
    again, _ = losses_of(Line(), Run(tmp_path, "cpu"))
    assert again == []
    fresh = []
    learn(Line(), SETTINGS, 7, {"data": 2}, Run(tmp_path, "cpu", listen=fresh.append))
    assert len([e for e in fresh if isinstance(e, EpochDone)]) == 3


KILLED = """
    import sys, time
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from test_training_loop import Line, SETTINGS
    from engine.training.events import StepDone
    from engine.training.loop import Run, learn

    def tell(event):
        if isinstance(event, StepDone):
            print(event.epoch, event.step, repr(event.loss), flush=True)
            time.sleep({pause})

    learn(Line(), SETTINGS, 7, {{"data": 1}}, Run(Path({work!r}), "cpu", listen=tell,
          checkpoint_seconds=0))
"""


def run_in_process(work, pause):
    code = textwrap.dedent(KILLED).format(
        tests=str(Path(__file__).parent),
        work=str(work),
        pause=pause,
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        cwd=str(Path.cwd()),
    )


@pytest.mark.slow
def test_after_kill_9_the_losses_are_those_of_a_run_that_was_not_killed(tmp_path):
    whole = run_in_process(tmp_path / "whole", 0).communicate(timeout=120)[0].splitlines()
    killed = run_in_process(tmp_path / "killed", 0.05)
    seen = [killed.stdout.readline().strip() for _ in range(13)]
    time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait(timeout=30)
    rest = run_in_process(tmp_path / "killed", 0).communicate(timeout=120)[0].splitlines()
    assert len(whole) == 30
    # The step in hand may be learned again, from the state before it: with the same loss.
    assert set(seen) | set(rest) == set(whole)
    assert len(rest) < 19
    assert rest == whole[-len(rest) :]


def test_a_loss_that_is_not_a_number_stops_with_advice_and_keeps_the_state(tmp_path):
    run = Run(tmp_path, "cpu", checkpoint_seconds=0)
    with pytest.raises(TrainingError, match=r"epoch 2, step 3") as raised:
        learn(Line(breaks_at=13), SETTINGS, 7, {"data": 1}, run)
    assert "learning_rate" in raised.value.advice
    rest, _ = losses_of(Line(), Run(tmp_path, "cpu"))
    assert rest[0][:2] == (2, 3)


def test_patience_ends_a_run_and_the_best_epoch_is_kept(tmp_path):
    scores = {1: 0.6, 2: 0.9, 3: 0.7, 4: 0.7, 5: 0.99}
    settings = LearningConfig(epochs=5, batch=4, patience=2, average=0.0)
    learner = Line(auc=lambda epoch: scores[epoch])
    _, events = losses_of(learner, Run(tmp_path, "cpu"), settings)
    epochs = [e for e in events if isinstance(e, EpochDone)]
    assert [e.best for e in epochs] == [True, True, False, False]
    two = Line(auc=lambda epoch: scores[epoch])
    short = LearningConfig(epochs=2, batch=4, patience=2, average=0.0, schedule="constant")
    long = LearningConfig(epochs=5, batch=4, patience=2, average=0.0, schedule="constant")
    learn(two, short, 7, {}, Run(tmp_path / "short", "cpu"))
    three = Line(auc=lambda epoch: scores[epoch])
    learn(three, long, 7, {}, Run(tmp_path / "long", "cpu"))
    for a, b in zip(two.module.parameters(), three.module.parameters(), strict=True):
        assert torch.equal(a, b)


@pytest.mark.skipif(sys.platform != "linux", reason="file size limits are POSIX")
def test_a_full_disk_in_the_midst_says_so_and_the_last_state_stays(tmp_path):
    import resource

    losses_of(Line(), Run(tmp_path, "cpu"), LearningConfig(epochs=1, batch=4))
    before = (tmp_path / "state.pt").read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OutputError, match="could not be written"):
            learn(Line(), SETTINGS, 8, {}, Run(tmp_path, "cpu"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    assert (tmp_path / "state.pt").read_bytes() == before


@pytest.mark.parametrize("name", ["adamw", "adam", "nadam", "sgd"])
@pytest.mark.parametrize("schedule", ["one_cycle", "cosine", "constant"])
def test_every_optimiser_and_schedule_lowers_the_loss(tmp_path, name, schedule):
    settings = LearningConfig(
        optimiser=name, schedule=schedule, epochs=6, batch=4, learning_rate=2e-2, weight_decay=0.0
    )
    _, events = losses_of(Line(), Run(tmp_path, "cpu"), settings)
    epochs = [e.loss for e in events if isinstance(e, EpochDone)]
    assert epochs[-1] < 0.8 * epochs[0]


class Watched(Line):
    """Notes in which precision its network is called."""

    def __init__(self):
        super().__init__()
        self.precisions = set()

    def loss(self, call, samples, processes, generator):
        on = torch.is_autocast_enabled("cpu")
        self.precisions.add(torch.get_autocast_dtype("cpu") if on else torch.float32)
        return super().loss(call, samples, processes, generator)


def test_bf16_learns_what_fp32_learns(tmp_path):
    watched = Watched(), Watched()
    plain, _ = losses_of(
        watched[0], Run(tmp_path / "a", "cpu"),
        LearningConfig(epochs=3, batch=4, learning_rate=1e-2, average=0.9, precision="fp32"),
    )  # fmt: skip
    mixed, _ = losses_of(
        watched[1], Run(tmp_path / "b", "cpu"),
        LearningConfig(epochs=3, batch=4, learning_rate=1e-2, average=0.9, precision="bf16"),
    )  # fmt: skip
    a, b = np.array(plain)[:, 2], np.array(mixed)[:, 2]
    # What a processor without bfloat16 makes of it is its own affair; it may compute in fp32.
    assert [w.precisions for w in watched] == [{torch.float32}, {torch.bfloat16}]
    assert np.allclose(a, b, rtol=0.2, atol=0.5)
    with pytest.raises(TrainingError, match="fp16 needs a CUDA device"):
        losses_of(Line(), Run(tmp_path / "c", "cpu"), LearningConfig(precision="fp16"))


def test_tensorboard_files_hold_the_losses(tmp_path):
    from tensorboardX.proto import event_pb2

    with write_tensorboard(tmp_path / "board") as write:
        write(StepDone(1, 1, 2, 0.5, {"triplets": 12.0}))
        write(EpochDone(1, 0.4, {"auc": 0.75}, True, 1.0))
    (file,) = (tmp_path / "board").iterdir()
    data, found, place = file.read_bytes(), {}, 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 8], "little")
        event = event_pb2.Event.FromString(data[place + 12 : place + 12 + length])
        found.update({v.tag: v.simple_value for v in event.summary.value})
        place += 12 + length + 4
    assert found["train/loss"] == pytest.approx(0.5)
    assert found["train/triplets"] == pytest.approx(12)
    assert found["val/auc"] == pytest.approx(0.75)


SHARED = """
    import json, os, sys
    sys.path.insert(0, {tests!r})
    import torch
    torch.set_num_threads(1)
    from engine.embedding.heads import make_head
    from engine.training.experiments import make_experiment
    from engine.training.estimators.learners import GuidedHead, metric_and_guide
    from engine.training.distributed import Processes

    torch.manual_seed(0)
    head = GuidedHead(make_head("projection", 8, 4), 4, 8.0, True)
    features = torch.randn(16, 8)
    labels = torch.arange(16) % 2
    processes = Processes("cpu")
    call = processes.wrap(head)
    import numpy as np
    rows = processes.share(np.arange(16).reshape(2, 8).T.ravel())
    experiment = make_experiment({{"learning": {{"smooth": 0.1}}}})
    embeddings, logits = call(features[rows])
    loss, _ = metric_and_guide(embeddings, logits, labels[rows], experiment, True, processes,
                               torch.Generator().manual_seed(0))
    loss.backward()
    if processes.first:
        print(json.dumps([p.grad.flatten().tolist() for p in head.parameters()]), flush=True)
    # Whoever leaves first would tear the connection of the other.
    processes.wait()
    # Now and then torch's threads abort the interpreter once it has ended; not what is tested.
    import os
    os._exit(0)
"""


def gradients(count, folder):
    script = folder / "shared.py"
    script.write_text(
        textwrap.dedent(SHARED).format(tests=str(Path(__file__).parent)),
        "utf-8",
    )
    command = [sys.executable, str(script)]
    if count > 1:
        command = [
            sys.executable, "-m", "torch.distributed.run", f"--nproc-per-node={count}",
            "--master-port=0", "--rdzv-backend=c10d", "--rdzv-endpoint=localhost:0", str(script),
        ]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": str(Path.cwd()), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=200, env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("[["))
    return [np.array(g) for g in json.loads(line)]


@pytest.mark.slow
def test_two_processes_have_the_gradient_of_one(tmp_path):
    for one, two in zip(gradients(1, tmp_path), gradients(2, tmp_path), strict=True):
        assert np.abs(one).max() > 1e-4
        assert np.allclose(one, two, atol=1e-6)
