"""One question of the network exercise as a form."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from facilitator.exercises.network.factors import Factor
from facilitator.i18n import tr


class FactorForm(QWidget):
    """Label, wording, kind and answers of one question."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._factor: Factor | None = None
        self._filling = False
        self.label = QLineEdit()
        self.question = QLineEdit()
        self.kind = QComboBox()
        for kind, text in (
            ("distance", tr("Distance: the first answer is nearest")),
            ("strength", tr("Strength: the last answer is strongest")),
            ("nominal", tr("Kinds: the answers have no order")),
            ("reliance", tr("Reliance: the last answer is hardest to replace; on no chart")),
        ):
            self.kind.addItem(text, kind)
        self.codes = QPlainTextEdit()
        self.codes.setTabChangesFocus(True)
        self.missing = QLineEdit()
        self.missing.setPlaceholderText(tr("none"))
        self.private = QCheckBox(tr("Ask by tally only, and tell nobody else"))
        self.private.setToolTip(
            tr("It is never asked of a single contact, and its counts stand in nobody’s papers but one’s own handout.")
        )
        self.axis = QCheckBox(tr("An axis of the spider"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, widget, name in (
            (tr("On the chart"), self.label, "factor-label"),
            (tr("Question"), self.question, "factor-question"),
            (tr("Kind"), self.kind, "factor-kind"),
            (tr("Answers, one a line"), self.codes, "factor-codes"),
            (tr("“Can’t compare” answer"), self.missing, "factor-missing"),
            (tr("Private"), self.private, "factor-private"),
            (tr("On the spider"), self.axis, "factor-axis"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(text)
            caption = QLabel(text)
            caption.setWordWrap(True)
            form.addRow(caption, widget)
        for edit in (self.label, self.question, self.missing):
            edit.textEdited.connect(self._say_edited)
        self.codes.textChanged.connect(self._say_edited)
        self.kind.activated.connect(self._say_edited)
        self.private.clicked.connect(self._say_edited)
        self.axis.clicked.connect(self._say_edited)

    def show_factor(self, factor: Factor | None) -> None:
        """Show a question, or nothing."""
        self._filling = True
        self._factor = factor
        self.setEnabled(factor is not None)
        self.label.setText(factor.label if factor else "")
        self.question.setText(factor.question if factor else "")
        self.kind.setCurrentIndex(max(self.kind.findData(factor.kind if factor else "nominal"), 0))
        self.codes.setPlainText("\n".join(factor.codes) if factor else "")
        self.missing.setText((factor.not_comparable or "") if factor else "")
        self.private.setChecked(factor is not None and factor.private)
        self.axis.setChecked(factor is None or factor.axis)
        self._filling = False

    def factor(self) -> Factor | None:
        """The question as it stands in the form."""
        if self._factor is None:
            return None
        return replace(
            self._factor,
            label=self.label.text(),
            question=self.question.text(),
            kind=self.kind.currentData(),
            codes=tuple(line.strip() for line in self.codes.toPlainText().splitlines() if line.strip()),
            not_comparable=self.missing.text().strip() or None,
            private=self.private.isChecked(),
            axis=self.axis.isChecked(),
        )

    def _say_edited(self) -> None:
        if not self._filling:
            self.edited.emit()
