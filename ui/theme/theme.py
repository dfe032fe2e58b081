"""Puts the look on the application: palette, typeface and style sheet, in the light or the dark scheme."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.resources import resource
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, METRICS, Scheme, Tokens

FAMILY = "Noto Sans"
_SCHEME = "scheme"
"""The property of a window that keeps to a scheme of its own."""
_POINTS = "system-points"
"""The property of the application that holds the system's own size of text."""
_SAME_SIZE = 0.01
_FACES = ("Regular", "SemiBold")
"""The weights the style sheet uses; each costs a few milliseconds at the start."""


class _Theme(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.follows: QApplication | None = None

    def follow(self, _scheme: object = None) -> None:
        """Take up the desktop's new setting, if the person left the choice to it."""
        if self.follows is not None:
            apply(self.follows, "system")


_theme = _Theme()


def current() -> Tokens:
    """The tokens of the scheme that is shown."""
    return _theme.tokens


def tokens_of(scheme: Scheme | None) -> Tokens:
    """The tokens of one scheme; None is the one that is shown."""
    if scheme is None:
        return _theme.tokens
    return DARK if scheme == "dark" else LIGHT


def tokens_for(widget: QWidget) -> Tokens:
    """The tokens that `widget` is painted with: those of the window around it that `dress` gave its own, if any."""
    around: QWidget | None = widget
    while around is not None:
        scheme = around.property(_SCHEME)
        if scheme:
            return tokens_of(scheme)
        around = around.parentWidget()
    return _theme.tokens


def dress(window: QWidget, scheme: Scheme) -> None:
    """Keep one window to a scheme of its own, whatever the others show."""
    if window.property(_SCHEME) == scheme:
        return
    tokens = tokens_of(scheme)
    window.setProperty(_SCHEME, scheme)
    window.setPalette(_palette(tokens))
    window.setStyleSheet(stylesheet(tokens, METRICS, QApplication.font().pointSizeF()))
    _theme.changed.emit()


def changed() -> SignalInstance:
    """Emitted after the scheme changed: whoever paints by hand repaints."""
    return _theme.changed


def apply(app: QApplication, scheme: Literal["light", "dark", "system"] = "system") -> None:
    """Show `app` in a scheme; "system" follows the desktop's setting, now and when it changes."""
    wanted_by_desktop = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    wanted = DARK if scheme == "dark" or (scheme == "system" and wanted_by_desktop) else LIGHT
    _theme.follows = app if scheme == "system" else None
    if app.property("theme") == wanted.scheme:
        return
    _theme.tokens = wanted
    if app.property("theme") is None:
        _load_typeface(app)
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(_theme.follow)
    app.setProperty("theme", wanted.scheme)
    app.setPalette(_palette(wanted))
    app.setStyleSheet(stylesheet(wanted, METRICS, app.font().pointSizeF()))
    _theme.changed.emit()


def set_text(app: QApplication, scale: float) -> None:
    """Show all windows' text at `scale` times the system's size; whoever chose a size of its own keeps it."""
    points = system_points() * scale
    if abs(app.font().pointSizeF() - points) < _SAME_SIZE:
        return
    base = QFont(app.font())
    base.setPointSizeF(points)
    app.setFont(base)
    app.setStyleSheet(stylesheet(_theme.tokens, METRICS, points))
    _theme.changed.emit()


def system_points() -> float:
    """The size of text that the system is set to, in points, whatever the windows show."""
    application = QApplication.instance()
    kept = None if application is None else application.property(_POINTS)
    return float(kept or QApplication.font().pointSizeF())


def font(scale: float = 1.0, *, strong: bool = False) -> QFont:
    """The typeface at `scale` times the system's size, for what is painted by hand."""
    chosen = QFont(QApplication.font())
    chosen.setPointSizeF(chosen.pointSizeF() * scale)
    if strong:
        chosen.setWeight(weight())
    return chosen


def weight(strong: bool = True) -> QFont.Weight:
    """The weight of words that stand out, or the usual one: of others there is no face, and Qt would smear them."""
    return QFont.Weight.DemiBold if strong else QFont.Weight.Normal


def _load_typeface(app: QApplication) -> None:
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"NotoSans-{face}.ttf")))
    base = QFont(FAMILY)
    # The person's own size setting is the base of the scale; a size in pixels has no points.
    size = app.font().pointSizeF()
    base.setPointSizeF(size if size > 0 else 10.0)
    app.setProperty(_POINTS, base.pointSizeF())
    app.setFont(base)


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.window,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.window,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.text,
        QPalette.ColorRole.ToolTipText: tokens.surface,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.control))
    return palette
