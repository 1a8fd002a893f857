"""Material (佐证材料): a file that shows the panel what an estate claims."""

from dataclasses import dataclass, field
from enum import Enum


class MaterialKind(Enum):
    """How a material is shown; decided from its content, not from its name alone."""

    PDF = "PDF"
    IMAGE = "图片"
    WORD = "Word 文档"
    WORKBOOK = "表格"
    SLIDES = "演示文稿"
    TEXT = "文本"
    VIDEO = "视频"
    OFD = "OFD 版式文件"
    OTHER = "其他文件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One file of a submission, kept once under its SHA-256 ``digest``.

    ``path`` is the decoded path inside the submission with ``/`` between folders; ``size`` is in
    bytes. ``look`` is the perceptual hash of a picture as hex, empty for everything else and for
    pictures without features; it follows from the digest, so that two materials which differ in
    nothing else, as where an earlier version of the program kept none, are the same.
    """

    path: str
    digest: str
    size: int
    kind: MaterialKind
    look: str = field(default="", compare=False)

    @property
    def file_name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


def distance(look: str, other: str) -> int:
    """How many bits of two looks of the same length differ; 0 for the very same look."""
    return (int(look, 16) ^ int(other, 16)).bit_count()
