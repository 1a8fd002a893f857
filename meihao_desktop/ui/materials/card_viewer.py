"""What stands in place of a material that the window cannot draw: how to open it."""

from pathlib import Path, PurePosixPath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.materials.kind_icons import ARCHIVES, SOUNDS, icon_name
from meihao_desktop.ui.materials.viewer import Viewer
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body, soft, title

OPEN = "在系统程序中打开…"
_PLAYER = "本机缺少播放组件，视频不能在窗口内播放。请用本机的播放器观看。"
_SOUND = "这是一段录音，请用本机的播放器收听。"
_ARCHIVE = "这是压缩包中的压缩包，窗口内不再展开。需要时请在系统程序中打开查看其中的文件。"
_SLIDES = "这是旧格式的演示文稿（.ppt），不能在窗口内显示。请用演示软件查看。"
_RICH = "这种文字文件不能在窗口内显示。请用文字处理软件查看。"
_DRAWING = "这是设计图纸，不能在窗口内显示。请用看图软件查看。"
_PROGRAM = "这是可以运行的程序，不是佐证材料。请不要打开，并请秘书与报送单位核实。"
_OTHER = "这种文件不能在窗口内显示。请用本机的程序查看。"

_SAID = {
    _SOUND: SOUNDS,
    _ARCHIVE: ARCHIVES,
    _SLIDES: (".ppt", ".pps", ".dps"),
    _RICH: (".rtf", ".wpd", ".pages", ".odt", ".mht", ".html", ".htm"),
    _DRAWING: (".dwg", ".dxf", ".skp", ".psd", ".ai", ".cdr"),
    _PROGRAM: (".exe", ".bat", ".cmd", ".msi", ".com", ".scr", ".vbs", ".js", ".lnk", ".ps1"),
}
_BY_SUFFIX = {suffix: sentence for sentence, suffixes in _SAID.items() for suffix in suffixes}


class CardViewer(Viewer):
    """Name, kind and size of a file, one sentence, and the button that opens it outside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = body()
        self.heading = title()
        self.facts = soft()
        self.sentence = body()
        self.button = buttons.primary(OPEN, self.outside_asked.emit, "outside")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(12)
        layout.addStretch(1)
        for label in (self.sign, self.heading, self.facts, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def show_file(self, path: Path) -> None:
        """Nothing is read; ``show_material`` and ``say`` tell what there is to know."""

    def show_material(self, material: Material) -> None:
        sentence = sentence_for(material)
        self.say(material.file_name, sentence)
        self.sign.setPixmap(
            picture(icon_name(material), colours.ACCENT, theme.metrics().headline * 2)
        )
        self.facts.setText(f"{kind_text(material)} · {size_text(material.size)}")
        self.button.setVisible(sentence != _PROGRAM)

    def say(self, heading: str, sentence: str) -> None:
        """A sentence alone, without anything to be opened."""
        self.sign.clear()
        self.facts.clear()
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.button.hide()


def sentence_for(material: Material) -> str:
    """Why the file is not drawn, and what can be done."""
    if material.kind is MaterialKind.VIDEO:
        return _PLAYER
    return _BY_SUFFIX.get(_suffix(material), _OTHER)


def kind_text(material: Material) -> str:
    """The kind of the file, with the ending of its name where that tells more."""
    suffix = _suffix(material).lstrip(".").upper()
    if material.kind is MaterialKind.OTHER and suffix:
        return f"{suffix} 文件"
    return material.kind.value


def size_text(size: int) -> str:
    """A size in bytes as people say it."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def _suffix(material: Material) -> str:
    return PurePosixPath(material.file_name).suffix.casefold()
