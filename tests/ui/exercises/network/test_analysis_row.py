"""What the settings say beyond the questions, saved as it stands."""

from pytestqt.qtbot import QtBot

from facilitator.exercises.network.analysis import Analysis, get_analysis
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.network.analysis_row import AnalysisRow
from ui.history import History


def test_whether_outside_matters_is_kept(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int
) -> None:
    row = AnalysisRow(library, network_step)
    qtbot.addWidget(row)
    assert row.outside.isChecked()
    row.outside.click()
    # The standard agenda asks for one thing to do once somebody comes back.
    assert row.action_later.isChecked()
    row.save(History(bridge))
    assert get_analysis(library, network_step) == Analysis(outside_matters=False, action_later=True)
    again = AnalysisRow(library, network_step)
    qtbot.addWidget(again)
    assert not again.outside.isChecked()
    again.action_later.click()
    again.save(History(bridge))
    assert get_analysis(library, network_step) == Analysis(outside_matters=False)
