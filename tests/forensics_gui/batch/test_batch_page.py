"""The table of clips: sorted, filtered, opened and written out; large cases stay fluent."""

import csv
from pathlib import Path

import pytest
from made_analysis import keep_made
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from reports import text_of

from engine.analysis.verdict import Outcome, Verdict
from engine.case.case import Case
from engine.errors import NotAVideoError
from forensics_gui.batch.model import LLR, NAME, STATE, VERDICT
from forensics_gui.batch.page import BatchPage
from forensics_gui.batch.rows import BatchRow, State, length_of


def row(name, llr=None, state=State.DONE, outcome=None, **more):
    side = Outcome.FORGED if (llr or 0) > 0.4 else Outcome.PRISTINE
    outcome = outcome or (Outcome.INCONCLUSIVE if llr is None else side)
    verdict = Verdict(outcome, llr, llr, 20, 20) if state is State.DONE else None
    return BatchRow(f"/in/{name}", state, verdict, **more)


ROWS = [
    row("low.mp4", -0.9), row("waits.mp4", state=State.WAITING), row("high.mp4", 2.5),
    row("bad.mp4", state=State.FAILED, why="It is damaged."), row("none.mp4"),
    row("runs.mp4", state=State.RUNNING, stage="Opening", share=0.25),
]  # fmt: skip


@pytest.fixture
def page(qtbot, host):
    page = BatchPage(host)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    page.show_rows(ROWS, False, 600.0)
    return page


def column(page, which):
    return [page.model.index(n, which).data() for n in range(page.model.rowCount())]


def test_the_most_suspicious_is_at_the_top_under_what_runs(page):
    names = ["runs.mp4", "high.mp4", "low.mp4", "none.mp4", "waits.mp4", "bad.mp4"]
    assert column(page, NAME) == names
    assert column(page, STATE)[0] == "25 %"
    assert column(page, LLR)[1:3] == ["+2.50", "-0.90"]
    assert column(page, VERDICT)[1] == "▲ Moderately strong evidence of manipulation"
    assert column(page, VERDICT)[5] == "It is damaged."
    assert page.totals.text() == (
        "6 clips · 3 done · 1 failed · 1 running · 1 waiting · about 10 minutes left"
    )


def test_what_is_inconclusive_lies_between_the_sides_whatever_its_ratio(page):
    page.show_rows([*ROWS, row("blurred.mp4", 4.0, outcome=Outcome.INCONCLUSIVE)], False, None)
    assert column(page, NAME)[1:4] == ["high.mp4", "blurred.mp4", "low.mp4"]
    page.table.sortByColumn(LLR, Qt.SortOrder.DescendingOrder)
    assert column(page, NAME)[1:4] == ["blurred.mp4", "high.mp4", "low.mp4"]


def test_a_result_takes_its_place_and_the_selection_stays_with_its_clip(page):
    page.table.selectRow(2)
    page.show_rows([*ROWS, row("worse.mp4", 4.0)], True, None)
    assert column(page, NAME)[1:4] == ["worse.mp4", "high.mp4", "low.mp4"]
    assert [one.name for one in page.chosen()] == ["low.mp4"]
    assert page.totals.text().endswith("paused")


def test_rows_keep_their_places_under_the_pointer_until_they_are_sorted(page, monkeypatch):
    before = column(page, NAME)
    monkeypatch.setattr(page.table, "underMouse", lambda: True)
    page.show_rows([*ROWS, row("worse.mp4", 4.0)], False, None)
    assert column(page, NAME) == [*before, "worse.mp4"]
    assert page.sort_button.isVisible()
    page.sort_button.click()
    assert column(page, NAME)[1] == "worse.mp4"
    assert not page.sort_button.isVisible()


def test_progress_changes_one_row_and_moves_none(page, qtbot):
    before = column(page, NAME)
    with qtbot.waitSignal(page.model.dataChanged):
        page.model.change(replace(ROWS[5], share=0.5))
    assert column(page, STATE)[0] == "50 %"
    assert column(page, NAME) == before


def test_filters_by_state_verdict_and_words(page, qtbot):
    page.filters.state.setCurrentIndex(page.filters.state.findData(State.FAILED))
    assert column(page, NAME) == ["bad.mp4"]
    page.filters.clear()
    page.filters.verdict.setCurrentIndex(page.filters.verdict.findData(Outcome.INCONCLUSIVE))
    assert column(page, NAME) == ["none.mp4"]
    page.filters.clear()
    qtbot.keyClicks(page.filters.text, "EVIDENCE of")
    assert column(page, NAME) == ["high.mp4"]


def test_headings_sort(page):
    page.table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    assert column(page, NAME) == sorted(column(page, NAME))


def test_enter_and_a_double_click_open_the_clip(page, qtbot):
    page.table.selectRow(1)
    for act in (
        lambda: qtbot.keyClick(page.table, Qt.Key.Key_Return),
        lambda: page.table.doubleClicked.emit(page.table.currentIndex()),
    ):
        with qtbot.waitSignal(page.wanted) as told:
            act()
        assert told.args[0].name == "high.mp4"


def test_a_screen_reader_hears_what_a_cell_is(page):
    spoken = page.model.index(1, LLR).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "log10 LR: +2.50"
    assert page.table.accessibleName()


def test_ten_thousand_rows_are_filtered_and_stay_chosen(page):
    rows = [row(f"{n}.mp4", (n * 7919 % 1000 - 500) / 100) for n in range(10_000)]
    page.show_rows(rows, False, None)
    page.table.selectAll()
    page.show_rows([*rows[1:], row("0.mp4", -9.0)], False, None)
    assert len(page.chosen()) == 10_000
    page.filters.text.setText("99")
    assert 0 < page.model.rowCount() < 10_000


def test_lengths_read_as_times():
    assert [length_of(s) for s in (0, 4.2, 75, 3700)] == ["", "0:04", "1:15", "1:01:40"]


@pytest.fixture
def night(tmp_path, face_clip):
    """A case with a clip that is there, one that is not, and one that failed."""
    path = tmp_path / "night.fcase"
    with Case.create(path, analyst="A. Analyst") as case:
        keep_made(case, {str(face_clip): (4.0,), "/gone/b.mp4": (-4.0,)})
        case.failed("/gone/c.mp4", NotAVideoError("It is no video.", "Look at it."))
    return path


@pytest.fixture
def opened(window, qtbot, night):
    window.open(night)
    qtbot.waitUntil(lambda: window.cases.view is not None, timeout=60000)
    window.commands.by_name["show_triage"].trigger()
    page = window.batch.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=60000)
    return window


def test_a_case_shows_what_failed_in_an_earlier_session_and_tries_it_again(opened, qtbot):
    page = opened.batch.page
    assert column(page, STATE) == ["Done", "Done", "Failed"]
    assert "It is no video. Look at it." in column(page, VERDICT)[2]
    opened.commands.by_name["pause_batch"].trigger()
    opened.commands.by_name["retry_failed"].trigger()
    qtbot.waitUntil(lambda: "Waiting" in column(page, STATE), timeout=60000)
    opened.commands.by_name["stop_batch"].trigger()
    assert opened.cases.clip_queue.clips == []


def test_the_table_is_left_for_the_picture_and_come_back_to(opened, qtbot):
    triage = opened.pages.currentWidget()
    assert triage is opened.batch.page
    assert opened.page_tabs.currentIndex() == 0
    opened.page_tabs.setCurrentIndex(1)
    assert opened.pages.currentWidget() is not triage
    opened.commands.by_name["show_triage"].trigger()
    assert opened.pages.currentWidget() is triage
    assert opened.page_tabs.currentIndex() == 0


def test_the_selected_clip_is_shown_in_moving_pictures_with_its_verdict(opened, qtbot, face_clip):
    page = opened.batch.page
    page.table.selectRow(column(page, NAME).index(face_clip.name))
    assert page.preview.name.text() == face_clip.name
    assert "evidence" in page.preview.verdict.text()
    qtbot.waitUntil(lambda: len(page.preview.pictures.images) == 8, timeout=60000)
    assert page.preview.pictures.images[0].width() == 320
    with qtbot.waitSignal(page.wanted) as told:
        page.preview.button.click()
    assert told.args[0].name == face_clip.name


def test_clips_in_sight_have_thumbnails(opened, qtbot, face_clip):
    model = opened.batch.page.model
    place = column(opened.batch.page, NAME).index(face_clip.name)

    def icon():
        return model.index(place, NAME).data(Qt.ItemDataRole.DecorationRole)

    qtbot.waitUntil(lambda: icon() is not None, timeout=60000)
    picture = icon().pixmap(80, 46).toImage()
    assert len({picture.pixel(x, 23) for x in range(picture.width())}) > 5
    assert "/gone/c.mp4" not in model.icons


def test_a_clip_that_is_gone_says_so_in_the_preview(opened, qtbot):
    page = opened.batch.page
    page.table.selectRow(column(page, NAME).index("b.mp4"))
    qtbot.waitUntil(lambda: page.preview.pictures.message == "The clip cannot be shown.",
                    timeout=60000)  # fmt: skip
    page.table.selectRow(column(page, NAME).index("c.mp4"))
    assert page.preview.more.text() == "It is no video. Look at it."


def test_table_and_pdf_are_written_and_the_log_says_so(opened, qtbot, tmp_path, monkeypatch):
    for name, target in (("export_batch_csv", tmp_path / "t.csv"),
                         ("export_batch_pdf", tmp_path / "t.pdf")):  # fmt: skip
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, to=target: (str(to), ""))
        opened.commands.by_name[name].trigger()
        qtbot.waitUntil(target.exists, timeout=60000)
    rows = list(csv.DictReader((tmp_path / "t.csv").open()))
    assert [Path(one["clip"]).name for one in rows][1:] == ["b.mp4", "c.mp4"]
    assert "It is no video." in text_of(tmp_path / "t.pdf")
    acts = opened.host.cases.case.acts
    qtbot.waitUntil(lambda: sum(a.kind == "exported" for a in acts()) == 2, timeout=60000)
