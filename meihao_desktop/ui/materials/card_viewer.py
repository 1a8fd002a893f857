"""What stands in place of a material that the window cannot draw: how to open it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui.materials.viewer import Viewer
from meihao_desktop.ui.widgets.text import body, title

_HOW = {
    MaterialKind.VIDEO: "视频不在窗口内播放。请点上方“在系统程序中打开”，用本机的播放器观看。",
    MaterialKind.SLIDES: "演示文稿不在窗口内显示。请点上方“在系统程序中打开”，用演示软件查看。",
}
_OTHER = "这种文件不能在窗口内显示。请点上方“在系统程序中打开”，用本机的程序查看。"


class CardViewer(Viewer):
    """Name, kind and size of a file, and one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = title()
        self.sentence = body()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(12)
        layout.addStretch(1)
        for label in (self.heading, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(2)

    def show_file(self, path: Path) -> None:
        """Nothing is read; ``show_material`` and ``say`` tell what there is to know."""

    def show_material(self, material: Material) -> None:
        self.say(
            f"{material.file_name}\n{material.kind.value} · {size_text(material.size)}",
            _HOW.get(material.kind, _OTHER),
        )

    def say(self, heading: str, sentence: str) -> None:
        self.heading.setText(heading)
        self.sentence.setText(sentence)


def size_text(size: int) -> str:
    """A size in bytes as people say it."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"
