"""A wizard in a window, with its own store and plans, and what its pages are waited for."""

from __future__ import annotations

from pathlib import Path

#: Of a stage on a busy machine, milliseconds.
LONG = 120_000


class Walk:
    """Acts as an analyst does on the pages of a retraining.

    Args:
        window: the program's.
        shared: folder of faces and embeddings that several tests have in common.
    """

    def __init__(self, window, qtbot, shared: Path | None = None) -> None:
        self.window, self.qtbot, self._shared = window, qtbot, shared

    @property
    def wizard(self):
        return self.window.training.window

    @property
    def page(self):
        return self.wizard.page

    def start(self):
        """Open the wizard by its action, where nothing was left."""
        self.window.commands.by_name["train_detector"].trigger()
        self.qtbot.waitUntil(lambda: self.wizard is not None, timeout=LONG)
        self.rest()
        if self._shared is not None:
            work = self.wizard.worker.path.with_suffix(".work")
            work.mkdir(parents=True)
            for name in ("crops", "shared"):
                (self._shared / name).mkdir(exist_ok=True)
                (work / name).symlink_to(self._shared / name)
        return self

    def rest(self):
        """Wait until nothing runs."""
        self.qtbot.waitUntil(lambda: not self.wizard.worker.busy, timeout=LONG)
        return self

    def data(self, *places: Path):
        """Give it data, and wait for their counts."""
        self.page.add(list(places))
        return self.rest()

    def next(self):
        """Press the button that leads on."""
        self.qtbot.waitUntil(self.wizard.next.isEnabled, timeout=LONG)
        self.wizard.next.click()
        return self.rest()

    def take(self, does: str, reason: str = "", repair: str = ""):
        """Press the button of a remedy of the finding that is shown."""
        view = self.page.view
        if reason:
            view.reason.setText(reason)
        choices = view.issue.choices
        place = next(
            i
            for i, c in enumerate(choices)
            if c.does == does and (not repair or c.repair == repair)
        )
        view.buttons[place].click()
        return self.rest()

    def keep_all(self):
        """Keep every look-alike in one act: one picture in many tints is one person to FaceNet."""
        if not self.page.complete:
            self.page.view.of_all.setChecked(True)
            self.take("keep", "one picture in many tints")
        assert self.page.complete
        return self
