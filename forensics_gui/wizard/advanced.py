"""Advanced training settings, generated from the typed configuration."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, get_args, get_origin

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from forensics_gui.language import tr
from forensics_gui.widgets.labels import hint

_MOST = 2**31 - 1
#: Tables that apply to panels of experiments.
_OF_A_PANEL = ("data", "faces")


class AdvancedDialog(QDialog):
    """One tab for each table of the configuration.

    Args:
        values: of the configuration by table and key, before the changes.
        changes: "table.key=value", see `engine.training.experiments.make_experiment`.

    Signals:
        chosen(list[str]): the changes.
    """

    chosen = Signal(list)

    def __init__(self, parent: QWidget, values: dict[str, Any], changes: list[str]) -> None:
        from engine.training.config import Experiment

        super().__init__(parent)
        self.setWindowTitle(tr("Advanced settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before: dict[str, str] = {}
        self.fields: dict[str, QWidget] = {}
        told = dict(change.split("=", 1) for change in changes)
        self.tabs = QTabWidget()
        for field in msgspec.structs.fields(Experiment):
            if values.get("panel") and field.name not in _OF_A_PANEL:
                continue
            if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
                page = self._page(field.name, field.type, values.get(field.name, {}), told)
                self.tabs.addTab(page, field.name)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.RestoreDefaults
        )
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        usual = buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)
        usual.clicked.connect(self._restore)
        layout = QVBoxLayout(self)
        layout.addWidget(
            hint(tr("Settings of the training. Invalid values are reported when the time is "
                    "estimated."))
        )  # fmt: skip
        layout.addWidget(self.tabs)
        layout.addWidget(buttons)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(620, 560)

    def _page(
        self, table: str, kind: type[msgspec.Struct], values: dict[str, Any], told: dict[str, str]
    ) -> QWidget:
        inside = QWidget()
        form = QFormLayout(inside)
        tips = _attributes(kind)
        for field in msgspec.structs.fields(kind):
            key = f"{table}.{field.name}"
            self._before[key] = _text(values.get(field.name, field.default))
            made = _editor(field.type)
            _set(made, told.get(key, self._before[key]))
            made.setToolTip(tips.get(field.name, ""))
            made.setAccessibleName(key)
            self.fields[key] = made
            form.addRow(field.name.replace("_", " "), made)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def changes(self) -> list[str]:
        """Differences from the configuration."""
        return [
            f"{key}={_get(made)}"
            for key, made in self.fields.items()
            if _get(made) != self._before[key]
        ]

    def _restore(self) -> None:
        for key, made in self.fields.items():
            _set(made, self._before[key])

    def _accept(self) -> None:
        self.chosen.emit(self.changes())
        self.accept()


def _editor(kind: Any) -> QWidget:
    """Editor for values of a type."""
    plain = get_args(kind)[0] if hasattr(kind, "__metadata__") else kind
    if plain is bool:
        return QCheckBox()
    if plain is int:
        return _whole(getattr(kind, "__metadata__", ()))
    choices: Iterable[str] = ()
    if str(get_origin(plain)) == "typing.Literal":
        choices = [str(value) for value in get_args(plain)]
    for meta in getattr(kind, "__metadata__", ()):
        choices = (meta.extra or {}).get("choices", choices)
    if not choices:
        return QLineEdit()
    box = QComboBox()
    box.addItems(list(choices))
    return box


def _whole(limits: tuple[Any, ...]) -> QSpinBox:
    box = QSpinBox()
    least = next((m.ge for m in limits if getattr(m, "ge", None) is not None), 0)
    most = next((m.le for m in limits if getattr(m, "le", None) is not None), _MOST)
    box.setRange(int(least), int(most))
    return box


def _text(value: Any) -> str:
    """Format a value for a change: text verbatim, the rest as JSON, which is valid TOML here."""
    return value if isinstance(value, str) else json.dumps(value)


def _get(made: QWidget) -> str:
    if isinstance(made, QCheckBox):
        return json.dumps(made.isChecked())
    if isinstance(made, QSpinBox):
        return str(made.value())
    if isinstance(made, QComboBox):
        return made.currentText()
    assert isinstance(made, QLineEdit)
    return made.text().strip()


def _set(made: QWidget, text: str) -> None:
    if isinstance(made, QCheckBox):
        made.setChecked(text == "true")
    elif isinstance(made, QSpinBox):
        made.setValue(int(text))
    elif isinstance(made, QComboBox):
        made.setCurrentText(text)
    elif isinstance(made, QLineEdit):
        made.setText(text)


def _attributes(kind: type) -> dict[str, str]:
    """Attribute descriptions from a docstring."""
    told = (kind.__doc__ or "").partition("Attributes:")[2]
    found: dict[str, str] = {}
    for names, words in re.findall(
        r"^ {8}([a-z_, ]+): ((?:.|\n(?: {12}))+)", told, flags=re.MULTILINE
    ):
        for name in names.split(","):
            found[name.strip()] = " ".join(words.split())
    return found
