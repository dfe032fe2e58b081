"""What the list of cards can be asked for, beside Qt's own roles."""

from PySide6.QtCore import Qt

ID_ROLE = Qt.ItemDataRole.UserRole
"""The workshop's id."""
FACTS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Two short lines: when and for whom, and how many people."""
PICTURE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The room's median shape, one value per axis; empty without answers and while it is not known yet."""
