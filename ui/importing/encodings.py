"""The choice of the encoding of texts that do not say theirs."""

from PySide6.QtWidgets import QComboBox

from facilitator.i18n import tr

_USUAL = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman", "shift_jis", "gb18030", "big5", "euc_kr")


class EncodingChoice(QComboBox):
    """Shown once the encoding of a file was assumed; `encoding` is the one that was chosen, "" for the assumed one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-encoding")
        self.setAccessibleName(tr("Encoding of letters"))
        self.hide()

    @property
    def encoding(self) -> str:
        """The name of the encoding that the person chose, "" where they left it to the program."""
        return str(self.currentData() or "")

    def offer(self, guessed: str) -> None:
        """Show what was assumed of a file, "" if nothing was; a choice that was made stays."""
        if not guessed or self.encoding:
            return
        self.clear()
        self.addItem(tr("Letters: {encoding} (assumed)", encoding=guessed), "")
        for name in _USUAL:
            if name != guessed:
                self.addItem(tr("Letters: {encoding}", encoding=name), name)
        self.show()
