"""The one style sheet, made of tokens. Widgets take part through dynamic properties.

`role` is title, heading, body, caption or mono on labels; primary, quiet or danger on buttons; card on frames and
notice on frames that carry a remark. `touch` makes a control big enough for a finger.
"""

from ui.theme.tokens import Metrics, Tokens


def stylesheet(tokens: Tokens, metrics: Metrics, points: float) -> str:
    """The sheet for one scheme; `points` is the system's own text size."""
    t, m = tokens, metrics
    return f"""
QWidget {{ color: {t.text}; }}
QMainWindow, QDialog {{ background: {t.window}; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {points * m.title}pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {points * m.heading}pt; font-weight: 600; }}
QLabel[role="caption"] {{ font-size: {points * m.caption}pt; color: {t.muted}; }}
QLabel[role="mono"] {{ font-family: monospace; }}
QLabel[role="error"] {{ color: {t.danger}; }}
QLabel[role="warning"] {{ color: {t.warning}; }}
QLabel[role="success"] {{ color: {t.success}; }}
QLabel[role="keycap"] {{ background: {t.raised}; border: 1px solid {t.border}; border-radius: 5px; padding: 2px 9px; }}

QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: {m.radius}px; }}
QFrame[role="notice"] {{ background: {t.accent_soft}; border: none; border-radius: {m.radius}px; }}
QFrame[role="warning"] {{ background: {t.warning_soft}; border: none; border-radius: {m.radius}px; }}

QPushButton, QToolButton {{
    background: {t.surface}; border: 1px solid {t.control}; border-radius: {m.radius - 2}px;
    padding: 6px 14px; min-height: 20px;
}}
QToolButton {{ padding: 6px 8px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.raised}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{
    background: {t.accent_soft}; border-color: {t.accent};
}}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; padding: 5px 13px; }}
QToolButton:focus {{ padding: 5px 7px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.control}; border-color: {t.border}; background: {t.window}; }}
QPushButton[role="primary"] {{
    background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600;
}}
QPushButton[role="primary"]:hover {{ background: {t.accent_hover}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[role="primary"]:disabled {{ background: {t.raised}; color: {t.control}; border-color: {t.border}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {t.raised}; }}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{ border-color: {t.accent}; }}
QPushButton[role="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
QPushButton[role="danger"]:hover {{ background: {t.danger_soft}; }}
QPushButton[touch="true"], QToolButton[touch="true"], QLineEdit[touch="true"], QSpinBox[touch="true"] {{
    min-height: {m.touch - 16}px; font-size: {points * 1.15}pt;
}}

QLineEdit, QSpinBox, QDateEdit, QComboBox, QPlainTextEdit, QTextEdit {{
    background: {t.surface}; border: 1px solid {t.control}; border-radius: {m.radius - 2}px; padding: 6px 8px;
    min-height: 20px; selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QLineEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border: 2px solid {t.accent}; padding: 5px 7px;
}}
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled {{ color: {t.control}; background: {t.window}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.border}; outline: none; }}
QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px; }}
QCheckBox:focus, QRadioButton:focus {{ outline: 2px solid {t.accent}; border-radius: 4px; }}

QAbstractItemView {{
    background: {t.surface}; alternate-background-color: {t.window}; border: 1px solid {t.border};
    border-radius: {m.radius - 2}px; gridline-color: {t.border};
    selection-background-color: {t.accent_soft}; selection-color: {t.text};
}}
QAbstractItemView:focus {{ border: 2px solid {t.accent}; }}
QAbstractItemView[role="plain"], QAbstractItemView[role="plain"]:focus {{ background: transparent; border: none; }}
QListView::item {{ padding: 6px 8px; }}
QTableView QLineEdit {{ border-radius: 0; padding: 1px 4px; min-height: 0; }}
QHeaderView {{ background: {t.window}; border: none; }}
QHeaderView::section {{
    background: {t.window}; color: {t.muted}; border: none; border-bottom: 1px solid {t.border};
    padding: 6px 8px; font-weight: 600;
}}
QTableCornerButton::section {{ background: {t.window}; border: none; }}

QMenuBar {{ background: {t.window}; border-bottom: 1px solid {t.border}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.raised}; border-radius: 4px; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.border}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.control}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}

QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ padding: 8px 16px; border: none; border-bottom: 2px solid transparent; color: {t.muted}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {t.accent_soft}; }}

QProgressBar {{
    background: {t.raised}; border: none; border-radius: 5px; height: 10px; text-align: center; color: {t.text};
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 5px; }}
QToolTip {{ background: {t.text}; color: {t.surface}; border: none; padding: 6px; }}
QStatusBar {{ background: {t.window}; border-top: 1px solid {t.border}; }}
QSplitter::handle {{ background: {t.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.control}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
