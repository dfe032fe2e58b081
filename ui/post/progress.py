"""What is seen while mails go out: how many have gone, how long it takes yet, and a button that stops."""

from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from facilitator.i18n import tr
from facilitator.post.postman import Waiting
from facilitator.progress import Progress
from ui.dialogs import time_left
from ui.theme.widgets import ElidedLabel


class SendingBar(QWidget):
    """A bar and two lines of words, hidden until something is sent."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._began = 0.0
        self._name = ElidedLabel()
        self._name.setObjectName("mail-sending-name")
        self._left = QLabel()
        self._left.setObjectName("mail-sending-left")
        self._left.setProperty("role", "caption")
        self.bar = QProgressBar()
        self.bar.setObjectName("mail-bar")
        self.bar.setAccessibleName(tr("Sending"))
        self.bar.setTextVisible(False)
        self.stop = QPushButton(tr("Stop"))
        self.stop.setObjectName("mail-stop")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.stop_wanted)
        words = QHBoxLayout()
        words.addWidget(self._name, 1)
        words.addWidget(self._left)
        column = QVBoxLayout()
        column.addLayout(words)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.stop)
        self.hide()

    def begin(self) -> None:
        """Show that it has begun."""
        self._began = monotonic()
        self.bar.setRange(0, 0)
        self._name.setText(tr("Making the connection"))
        self._left.setText("")
        self.stop.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """So many have gone."""
        self.bar.setRange(0, max(progress.total, 1))
        self.bar.setValue(progress.done)
        if not self.stop.isEnabled():
            return
        if isinstance(progress, Waiting):
            self._name.setText(progress.label)
        elif progress.label:
            self._name.setText(tr("To {name}", name=progress.label))
        count = tr("{done} of {total}", done=progress.done, total=progress.total)
        spent = monotonic() - self._began
        if progress.done and spent >= 1 and not isinstance(progress, Waiting):
            count = f"{count} · {time_left(spent / progress.done * (progress.total - progress.done))}"
        self._left.setText(count)

    def say_stopping(self) -> None:
        """It stops once the mail that is on its way has gone."""
        self.stop.setEnabled(False)
        self._name.setText(tr("Stopping after the mail that is on its way"))
        self._left.setText("")
