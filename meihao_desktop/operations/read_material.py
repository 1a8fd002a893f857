"""Materials: where a file lies, and a preview of what the window cannot draw by itself."""

from pathlib import Path

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.intake.preview_reader import Preview, read_preview
from meihao_desktop.operations.context import Context


def material_file(context: Context, material: Material) -> Path:
    """The kept file of a material."""
    raise NotImplementedError


def preview(path: Path, kind: MaterialKind) -> Preview:
    """The content of a document as plain blocks; runs in the background and knows no store."""
    return read_preview(path, kind)
