"""Ten thousand clips: `pytest -n0 -m benchmark -s tests/benchmarks/test_table_speed.py`.

What the window's thread takes is put beside what reading the same rows out of the table takes.
"""

import os
import time

import pytest
from PySide6.QtCore import Qt

from engine.analysis.verdict import Outcome, Verdict
from forensics_gui.batch.model import LLR, NAME
from forensics_gui.batch.page import BatchPage
from forensics_gui.batch.rows import BatchRow, State
from forensics_gui.workers.engine_host import EngineHost

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.benchmark


def row(number, llr):
    outcome = Outcome.FORGED if llr > 0.4 else Outcome.PRISTINE
    return BatchRow(f"/in/{number}.mp4", State.DONE, Verdict(outcome, llr, llr, 20, 20))


def seconds(call):
    """The least of five runs, in time of this thread."""
    times = []
    for _ in range(5):
        began = time.thread_time()
        call()
        times.append(time.thread_time() - began)
    return min(times)


def test_ten_thousand_rows(qtbot):
    page = BatchPage(EngineHost())
    qtbot.addWidget(page)
    page.show()
    rows = [row(n, (n * 7919 % 1000 - 500) / 100) for n in range(10_000)]
    page.show_rows(rows, False, None)
    model, orders = page.model, [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder] * 3
    took = {
        "read": seconds(lambda: [model.index(n, NAME).data() for n in range(len(rows))]),
        "show": seconds(lambda: page.show_rows([*rows[1:], row(0, 9.0)], False, None)),
        "sort": seconds(lambda: page.table.sortByColumn(LLR, orders.pop())),
        "filter": seconds(lambda: page.filters.text.setText("99" + page.filters.text.text())),
    }
    page.filters.clear()
    page.table.selectAll()
    took["show, all chosen"] = seconds(lambda: page.show_rows(list(rows), False, None))
    print("\n" + ", ".join(f"{name} {1000 * value:.0f} ms" for name, value in took.items()))
    assert took["sort"] < took["read"]
    assert took["show"] < 4 * took["read"]
