"""The short style sheet over Fusion, written anew for each text size."""

from meihao_desktop import resources
from meihao_desktop.ui import colours as c
from meihao_desktop.ui.metrics import Metrics

EDGE = 1


def stylesheet(m: Metrics) -> str:
    """All rules for one text size."""
    parts = (_ground, _labels, _buttons, _fields, _choices, _tables, _bars, _areas)
    return "".join(part(m) for part in parts)


def tile_height(m: Metrics) -> int:
    """Room for a name and a smaller line; said to the style, whose least height is obeyed."""
    return m.line + round(m.small * 1.45) + 3 * m.unit


def _picture(name: str) -> str:
    return f"url({resources.root().joinpath('icons', name).as_posix()})"


def _ground(m: Metrics) -> str:
    return f"""
    QWidget {{ color: {c.INK}; }}
    QMainWindow, QDialog, #page {{ background: {c.PAPER}; }}
    QToolTip {{ font-size: {m.small}px; color: {c.SURFACE}; background: {c.INK};
                border: 0; padding: 6px 10px; }}
    """


def _labels(m: Metrics) -> str:
    return f"""
    QLabel {{ background: transparent; }}
    QLabel[level="headline"] {{ font-weight: 700; font-size: {m.headline}px; }}
    QLabel[level="title"] {{ font-weight: 700; font-size: {m.title}px; }}
    QLabel[level="strong"] {{ font-weight: 700; }}
    QLabel[level="caption"] {{ font-size: {m.small}px; color: {c.SOFT_INK}; }}
    QLabel[level="soft"] {{ color: {c.SOFT_INK}; }}
    QLabel[ground="accent"] {{ color: {c.ON_ACCENT}; }}
    QLabel[level="pin"] {{ font-weight: 700; font-size: {m.headline * 2}px; color: {c.ACCENT};
        letter-spacing: {m.unit // 2}px; }}
    QLabel[level="figure"] {{ font-weight: 700; font-size: {m.headline}px; color: {c.ACCENT}; }}
    """


def _buttons(m: Metrics) -> str:
    height = m.target - 2 * EDGE
    return f"""
    QPushButton, QToolButton {{ background: {c.SURFACE}; color: {c.INK};
        border: {EDGE}px solid {c.BORDER}; border-radius: 6px;
        min-height: {height}px; min-width: {height}px; padding: 0 14px; }}
    QToolButton {{ padding: 0 6px; }}
    QPushButton:hover, QToolButton:hover {{ background: {c.ACCENT_SOFT};
        border-color: {c.ACCENT}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c.SUNKEN}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.ACCENT}; padding: 0 13px; }}
    QToolButton:focus {{ padding: 0 5px; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.DISABLED_INK}; background: {c.SUNKEN};
        border-color: {c.HAIRLINE}; }}
    QPushButton:checked, QToolButton:checked {{ background: {c.ACCENT_SOFT}; color: {c.ACCENT};
        border-color: {c.ACCENT}; }}
    QPushButton[look="primary"] {{ background: {c.ACCENT}; color: {c.ON_ACCENT};
        border-color: {c.ACCENT}; font-weight: 700; }}
    QPushButton[look="primary"]:hover {{ background: {c.ACCENT_DARK}; }}
    QPushButton[look="primary"]:focus {{ border: 2px solid {c.INK}; }}
    QPushButton[look="primary"]:disabled {{ background: {c.SUNKEN}; color: {c.DISABLED_INK};
        border-color: {c.HAIRLINE}; }}
    QPushButton[look="quiet"], QToolButton[look="quiet"] {{ background: transparent;
        border-color: transparent; color: {c.ACCENT}; }}
    QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {{
        background: {c.ACCENT_SOFT}; }}
    QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {{ border-color: {c.ACCENT}; }}
    QPushButton[look="quiet"]:disabled, QToolButton[look="quiet"]:disabled {{
        color: {c.DISABLED_INK}; }}
    QPushButton[look="desk"] {{ background: transparent; border: 0; border-radius: 0;
        border-bottom: 3px solid transparent; min-height: {m.target - 3}px; padding: 0 10px; }}
    QPushButton[look="desk"]:hover {{ background: {c.ACCENT_SOFT}; }}
    QPushButton[look="desk"]:checked {{ color: {c.ACCENT}; font-weight: 700;
        border-bottom: 3px solid {c.ACCENT}; }}
    QPushButton[look="desk"]:focus {{ background: {c.SUNKEN}; padding: 0 10px; }}
    QPushButton[is_square="true"] {{ padding: 0; }}
    QPushButton[look="danger"] {{ color: {c.SHADES[c.Tone.BLOCKING].text};
        border-color: {c.SHADES[c.Tone.BLOCKING].text}; }}
    QPushButton[look="danger"]:disabled {{ color: {c.DISABLED_INK};
        border-color: {c.HAIRLINE}; }}
    QPushButton[look="tile"] {{ min-height: {tile_height(m) - 2 * EDGE}px; }}
    QPushButton[look="tile"]:checked {{ border: 2px solid {c.ACCENT}; }}
    QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; }}
    """


def _fields(m: Metrics) -> str:
    height = m.target - 2 * EDGE
    return f"""
    QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit {{ background: {c.SURFACE};
        border: {EDGE}px solid {c.BORDER}; border-radius: 6px; min-height: {height}px;
        padding: 0 9px; selection-background-color: {c.ACCENT};
        selection-color: {c.ON_ACCENT}; }}
    QTextEdit, QPlainTextEdit {{ background: {c.SURFACE}; border: {EDGE}px solid {c.BORDER};
        border-radius: 6px; padding: 6px 8px; selection-background-color: {c.ACCENT};
        selection-color: {c.ON_ACCENT}; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {{
        border: 2px solid {c.ACCENT}; padding: 0 8px; }}
    QTextEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {c.ACCENT}; padding: 5px 7px; }}
    QTextEdit[look="page"], QPlainTextEdit[look="page"] {{ border: 0; border-radius: 0;
        padding: 0 0 0 4px; }}
    QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDateEdit:disabled,
    QLineEdit:read-only, QTextEdit:disabled, QPlainTextEdit:disabled,
    QPlainTextEdit[state="closed"] {{
        background: {c.SUNKEN}; color: {c.SOFT_INK}; border-color: {c.HAIRLINE}; }}
    QLineEdit[state="refused"] {{ border: 2px solid {c.SHADES[c.Tone.BLOCKING].text};
        background: {c.SHADES[c.Tone.BLOCKING].ground}; padding: 0 8px; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: {m.target - 8}px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: {_picture("down.svg")};
        width: {m.text}px; height: {m.text}px; }}
    QComboBox QAbstractItemView {{ background: {c.SURFACE}; border: 1px solid {c.BORDER};
        outline: 0; selection-background-color: {c.ACCENT_SOFT}; selection-color: {c.INK}; }}
    QComboBox QAbstractItemView::item {{ min-height: {m.target}px; padding: 0 8px; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: 0; padding: 0; min-height: 0;
        background: transparent; }}
    """


def _choices(m: Metrics) -> str:
    mark = m.text
    return f"""
    QCheckBox, QRadioButton {{ spacing: 10px; min-height: {m.target}px; background: transparent; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {mark}px; height: {mark}px; }}
    QCheckBox::indicator:unchecked {{ image: {_picture("box.svg")}; }}
    QCheckBox::indicator:checked {{ image: {_picture("box-checked.svg")}; }}
    QRadioButton::indicator:unchecked {{ image: {_picture("ring.svg")}; }}
    QRadioButton::indicator:checked {{ image: {_picture("ring-chosen.svg")}; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {c.ACCENT}; text-decoration: underline; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {c.DISABLED_INK}; }}
    QMenu {{ background: {c.SURFACE}; border: 1px solid {c.BORDER}; padding: 4px; }}
    QMenu::item {{ min-height: {m.target}px; padding: 0 24px 0 {m.text + 16}px; }}
    QMenu::indicator {{ width: {m.text}px; height: {m.text}px; margin-left: 8px; }}
    QMenu::indicator:checked {{ image: {_picture("check.svg")}; }}
    QMenu::item:selected {{ background: {c.ACCENT_SOFT}; color: {c.INK}; }}
    """


def _tables(m: Metrics) -> str:
    return f"""
    QTableView, QTreeView, QListView {{ background: {c.SURFACE}; border: 1px solid {c.HAIRLINE};
        gridline-color: {c.HAIRLINE}; outline: 0;
        selection-background-color: {c.ACCENT_SOFT}; selection-color: {c.INK}; }}
    QTableView::item, QListView::item, QTreeView::item {{ padding: 0 8px; }}
    QListView::item, QTreeView::item {{ min-height: {m.target}px; }}
    QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {{
        background: {c.ACCENT_SOFT}; color: {c.INK}; }}
    QHeaderView {{ background: {c.SUNKEN}; border: 0; }}
    QHeaderView::section {{ background: {c.SUNKEN}; color: {c.SOFT_INK}; border: 0;
        border-bottom: 1px solid {c.HAIRLINE}; border-right: 1px solid {c.HAIRLINE};
        padding: 4px 8px; min-height: {m.target - 10}px; font-size: {m.small}px;
        font-weight: 700; }}
    QTableCornerButton::section {{ background: {c.SUNKEN}; border: 0; }}
    """


def _bars(m: Metrics) -> str:
    wide = 16
    return f"""
    QScrollBar:vertical {{ background: {c.SUNKEN}; width: {wide}px; margin: 0; }}
    QScrollBar:horizontal {{ background: {c.SUNKEN}; height: {wide}px; margin: 0; }}
    QScrollBar::handle {{ background: {c.BORDER}; border-radius: 5px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: {m.target}px; }}
    QScrollBar::handle:horizontal {{ min-width: {m.target}px; }}
    QScrollBar::handle:hover {{ background: {c.ACCENT}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {c.SUNKEN}; border: 1px solid {c.HAIRLINE}; border-radius: 6px;
        min-height: {m.unit * 2}px; max-height: {m.unit * 2}px; text-align: center; }}
    QProgressBar::chunk {{ background: {c.ACCENT}; border-radius: 5px; }}
    QSlider::groove:horizontal {{ background: {c.HAIRLINE}; height: 6px; border-radius: 3px; }}
    QSlider::sub-page:horizontal {{ background: {c.ACCENT}; border-radius: 3px; }}
    QSlider::handle:horizontal {{ background: {c.SURFACE}; border: 2px solid {c.ACCENT};
        width: 18px; margin: -8px 0; border-radius: 11px; }}
    QSlider::handle:horizontal:disabled {{ border-color: {c.BORDER}; }}
    QSlider::sub-page:horizontal:disabled {{ background: {c.BORDER}; }}
    QSplitter::handle {{ background: {c.HAIRLINE}; }}
    QSplitter::handle:horizontal {{ width: {m.unit}px; }}
    QSplitter::handle:vertical {{ height: {m.unit}px; }}
    QSplitter::handle:hover {{ background: {c.ACCENT}; }}
    QTabWidget::pane {{ border: 0; border-top: 1px solid {c.HAIRLINE}; }}
    QTabBar::tab {{ min-height: {m.target - 3}px; padding: 0 18px; background: transparent;
        color: {c.SOFT_INK}; border: 0; border-bottom: 3px solid transparent; }}
    QTabBar::tab:selected {{ color: {c.ACCENT}; border-bottom: 3px solid {c.ACCENT};
        font-weight: 700; }}
    QTabBar::tab:hover {{ color: {c.ACCENT}; }}
    QTabBar::scroller {{ width: {m.target}px; }}
    QTabBar QToolButton {{ background: {c.SUNKEN}; border: 0; border-radius: 0; padding: 0;
        min-width: 0; min-height: 0; }}
    QTabBar QToolButton::left-arrow {{ image: {_picture("left.svg")};
        width: {m.text}px; height: {m.text}px; }}
    QTabBar QToolButton::right-arrow {{ image: {_picture("right.svg")};
        width: {m.text}px; height: {m.text}px; }}
    """


def _areas(m: Metrics) -> str:
    tones = "".join(
        f"""
    *[tone="{tone.value}"] {{ color: {shade.text}; background: {shade.ground}; }}
    *[ink="{tone.value}"] {{ color: {shade.text}; }}"""
        for tone, shade in c.SHADES.items()
    )
    return f"""
    QFileDialog {{ min-width: {m.text * 40}px; min-height: {m.text * 24}px; }}
    QScrollArea {{ background: transparent; border: 0; }}
    QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; }}
    QFrame[area="card"] {{ background: {c.SURFACE}; border: 1px solid {c.HAIRLINE};
        border-radius: 8px; }}
    QFrame[area="bar"] {{ background: {c.SURFACE}; border: 0;
        border-bottom: 1px solid {c.HAIRLINE}; }}
    QFrame[area="foot"] {{ background: {c.SUNKEN}; border: 0;
        border-top: 1px solid {c.HAIRLINE}; }}
    QFrame[area="line"] {{ background: {c.HAIRLINE}; border: 0; }}
    QGroupBox {{ border: 1px solid {c.HAIRLINE}; border-radius: 8px; margin-top: {m.line}px; }}
    {tones}
    QLabel[tone] {{ border-radius: 6px; padding: 6px 10px; }}
    #badge {{ border-radius: 5px; }}
    #badge QLabel {{ background: transparent; font-size: {m.small}px; font-weight: 700; }}
    QFrame[tone] {{ border-radius: 6px; }}
    """
