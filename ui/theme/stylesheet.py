"""The one style sheet, made of tokens. Widgets take part through dynamic properties.

`role` is title, heading, body, caption or mono on labels; primary, quiet or danger on buttons; card on frames and
notice on frames that carry a remark. `touch` makes a control big enough for a finger; a
`bare` button has a picture and no words.
"""

from facilitator.resources import resource
from ui.theme.tokens import Metrics, Tokens


def stylesheet(tokens: Tokens, metrics: Metrics, points: float) -> str:
    """The sheet for one scheme; `points` is the system's own text size."""
    t, m = tokens, metrics
    # A style sheet takes pictures from files only; a test holds their colours to the tokens.
    names = ("check", "chevron-down", "chevron-left", "chevron-right", "plus", "minus", "x")
    check, down, left, right, plus, minus, clear = (_picture(name, t) for name in names)
    return f"""
QWidget {{ color: {t.text}; }}
QMainWindow, QDialog {{ background: {t.window}; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {points * m.title}pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {points * m.heading}pt; font-weight: 600; }}
QLabel[role="overdue"] {{ font-size: {points * m.title}pt; font-weight: 600; color: {t.warning}; }}
QLabel[role="caption"] {{ font-size: {points * m.caption}pt; color: {t.muted}; }}
QLabel[role="mono"] {{ font-family: monospace; }}
QLabel[role="error"] {{ color: {t.danger}; }}
QLabel[role="warning"] {{ color: {t.warning}; padding: 6px 14px; }}
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
/* What clears a field lies within it: as a button of full height it would hang below the middle. */
QLineEdit {{ lineedit-clear-button-icon: url("{clear}"); }}
QLineEdit > QToolButton {{ padding: 0; min-height: 0; border: none; background: transparent; }}
/* Wider than the picture, which is square and stands at the left: the gap before the words. */
QPushButton {{ qproperty-iconSize: 20px 16px; }}
QPushButton[bare="true"] {{ qproperty-iconSize: 16px 16px; }}
QToolButton[toolButtonStyle="ToolButtonTextBesideIcon"], QToolButton[toolButtonStyle="2"] {{
    qproperty-iconSize: 20px 16px;
}}
QPushButton:hover, QToolButton:hover {{ background: {t.raised}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{
    background: {t.accent_soft}; border-color: {t.accent};
}}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; padding: 5px 13px; }}
QToolButton:focus {{ padding: 5px 7px; }}
QPushButton[role="primary"], QToolButton[role="primary"] {{
    background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600;
}}
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover {{ background: {t.accent_hover}; }}
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled {{
    background: {t.raised}; color: {t.control}; border-color: {t.border};
}}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {t.raised}; }}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{ border-color: {t.accent}; }}
QPushButton[role="quiet"]:pressed, QToolButton[role="quiet"]:pressed,
QPushButton[role="quiet"]:checked, QToolButton[role="quiet"]:checked {{ background: {t.accent_soft}; }}
QPushButton[role="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
QPushButton[role="danger"]:hover, QPushButton[role="danger"]:pressed {{ background: {t.danger_soft}; }}
QPushButton[role="primary"]:pressed, QPushButton[role="primary"]:checked {{
    background: {t.accent_hover}; border-color: {t.accent_hover};
}}
/* One control of several parts: the one that is pressed lies on it like a key. */
QFrame[role="segments"] {{ background: {t.raised}; border: 1px solid {t.border}; border-radius: {m.radius}px; }}
QPushButton[role="segment"] {{ background: transparent; border-color: transparent; padding: 4px 14px; }}
QPushButton[role="segment"]:hover {{ background: {t.accent_soft}; }}
QPushButton[role="segment"]:checked {{ background: {t.surface}; border-color: {t.accent}; }}
QPushButton[role="segment"]:focus {{ border: 2px solid {t.accent}; padding: 3px 13px; }}
QPushButton:disabled, QToolButton:disabled, QPushButton[role="danger"]:disabled {{
    color: {t.control}; border-color: {t.border}; background: {t.window};
}}
QPushButton[role="quiet"]:disabled, QToolButton[role="quiet"]:disabled {{
    border-color: transparent; background: transparent;
}}
QToolButton::menu-indicator {{ image: none; }}
/* On every system alike, whatever its own order is: verbs, what closes, what is meant; 3 is that of Gnome. */
QDialogButtonBox {{ button-layout: 3; }}
QPushButton[touch="true"], QToolButton[touch="true"], QLineEdit[touch="true"], QSpinBox[touch="true"] {{
    min-height: {m.touch - 16}px; font-size: {points * 1.15}pt;
}}

QLineEdit, QSpinBox, QDateEdit, QComboBox, QPlainTextEdit, QTextEdit {{
    background: {t.surface}; border: 1px solid {t.control}; border-radius: {m.radius - 2}px; padding: 6px 8px;
    min-height: 20px; selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QPlainTextEdit[role="large"] {{ font-size: {points * m.heading}pt; padding: 10px 12px; }}
QPlainTextEdit[role="large"]:focus {{ padding: 9px 11px; }}
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {t.muted}; }}
QLineEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border: 2px solid {t.accent}; padding: 5px 7px;
}}
QLineEdit:disabled, QSpinBox:disabled, QDateEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{
    color: {t.control}; background: {t.window}; border-color: {t.border};
}}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {t.window}; border-color: {t.border}; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.border}; outline: none; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: 28px; padding: 2px 6px; border: none; }}
QDateEdit {{ padding-right: 28px; }}
QDateEdit:focus {{ padding-right: 27px; }}
QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0 2px; min-height: 0; }}
QSpinBox::up-button, QSpinBox::down-button {{
    subcontrol-origin: border; width: 28px; height: 26px; background: transparent; border: none; border-radius: 4px;
    margin: 3px;
}}
QSpinBox::down-button {{ subcontrol-position: center left; }}
QSpinBox::up-button {{ subcontrol-position: center right; }}
QSpinBox::up-button:hover, QSpinBox::down-button:hover {{ background: {t.raised}; }}
QSpinBox::up-arrow {{ image: url("{plus}"); width: 14px; height: 14px; }}
QSpinBox::down-arrow {{ image: url("{minus}"); width: 14px; height: 14px; }}
QDateEdit::drop-down {{ subcontrol-origin: border; subcontrol-position: center right; border: none; width: 26px; }}
QDateEdit::down-arrow {{ image: url("{down}"); width: 16px; height: 16px; }}

QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 6px; }}
QCheckBox[touch="true"] {{ min-height: {m.touch - 12}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.control}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
    width: 16px; height: 16px; border: 1px solid {t.control}; background: {t.surface};
}}
QCheckBox::indicator, QAbstractItemView::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
    background: {t.accent}; border-color: {t.accent}; image: url("{check}");
}}
QCheckBox::indicator:indeterminate {{ background: {t.accent_soft}; border-color: {t.accent}; }}
QRadioButton::indicator:checked {{
    width: 8px; height: 8px; border: 5px solid {t.accent}; background: {t.on_accent};
}}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.border}; background: {t.window}; }}
QCheckBox::indicator:checked:disabled {{ background: {t.control}; border-color: {t.control}; }}
QRadioButton::indicator:checked:disabled {{ border-color: {t.control}; }}

QSlider:horizontal {{ min-height: 24px; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.border}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider::handle:horizontal {{
    width: 16px; height: 16px; margin: -8px 0; border-radius: 10px;
    background: {t.surface}; border: 2px solid {t.accent};
}}
QSlider::handle:horizontal:focus {{ background: {t.accent}; }}

QGroupBox {{
    background: {t.surface}; border: 1px solid {t.border}; border-radius: {m.radius}px;
    margin-top: 1.4em; padding: 10px 8px 8px 8px; font-weight: 600;
}}
QGroupBox::title {{ subcontrol-origin: margin; left: 4px; }}

/* The border tells where the focus is; the style's own frame inside it would be a second one. */
QPushButton, QToolButton, QCheckBox, QRadioButton {{ outline: none; }}

/* Padding and border are 2 pixels with the keyboard and without: headers are laid out once, and cover the rest. */
QAbstractItemView {{
    background: {t.surface}; alternate-background-color: {t.window}; border: 1px solid {t.border}; padding: 1px;
    outline: none; border-radius: {m.radius - 2}px; gridline-color: {t.border};
    selection-background-color: {t.accent_soft}; selection-color: {t.text};
}}
QAbstractItemView:focus {{ border: 2px solid {t.accent}; padding: 0; }}
QAbstractItemView[role="plain"], QAbstractItemView[role="plain"]:focus {{
    background: transparent; border: none; padding: 0;
}}
QListView::item {{ padding: 6px 8px; border: none; }}
QTableView::item {{ padding: 2px 8px; border: none; }}
QAbstractItemView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
/* With the keyboard too: else what is typed into a cell has the padding of other fields, and its letters no room. */
QAbstractItemView QLineEdit, QAbstractItemView QLineEdit:focus {{
    border: none; border-radius: 0; padding: 0 4px; min-height: 0;
}}
QTableView QLineEdit, QTableView QLineEdit:focus {{ border: 2px solid {t.accent}; padding: 0 2px; }}
QTableView QAbstractSpinBox QLineEdit {{ border: none; }}
QHeaderView {{ background: {t.window}; border: none; }}
QHeaderView::section {{
    background: {t.window}; color: {t.muted}; border: none; border-bottom: 1px solid {t.border};
    padding: 6px 11px; font-weight: 600; text-align: left;
}}
QTableCornerButton::section {{ background: {t.window}; border: none; }}

QMenuBar {{ background: {t.window}; border-bottom: 1px solid {t.border}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.raised}; border-radius: 4px; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.border}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.control}; }}
QMenu::indicator {{ width: 16px; height: 16px; margin-left: 1px; border: 1px solid {t.control}; border-radius: 4px; }}
QMenu::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{check}"); }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}

QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ padding: 8px 16px; border: none; border-bottom: 2px solid transparent; color: {t.muted}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {t.accent_soft}; }}
QTabBar::scroller {{ width: 56px; }}
QTabBar QToolButton {{ background: {t.window}; border: none; border-radius: 0; padding: 0; }}
QTabBar QToolButton::left-arrow {{ image: url("{left}"); width: 16px; height: 16px; }}
QTabBar QToolButton::right-arrow {{ image: url("{right}"); width: 16px; height: 16px; }}

QProgressBar {{
    background: {t.raised}; border: none; border-radius: 4px; height: 8px; max-height: 8px; color: transparent;
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
QToolTip {{ background: {t.text}; color: {t.surface}; border: none; padding: 6px; }}
QStatusBar {{ background: {t.window}; border-top: 1px solid {t.border}; }}
QSplitter::handle {{ background: {t.border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea:focus, QPdfView:focus {{ border: 2px solid {t.accent}; }}
QScrollBar:vertical {{ background: transparent; width: {m.scroll_bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {m.scroll_bar}px; margin: 0; }}
QScrollBar::handle {{ background: {t.control}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _picture(name: str, tokens: Tokens) -> str:
    return resource("icons", "controls", f"{name}-{tokens.scheme}.svg").as_posix()
