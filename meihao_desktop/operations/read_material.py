"""Materials: where a file lies, and a preview of what the window cannot draw by itself."""

from pathlib import Path

from meihao_desktop import intake
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.preview import Preview
from meihao_desktop.operations.context import Context


def material_file(context: Context, material: Material) -> Path:
    """The kept file of a material."""
    if not context.store.material_files.has(material.digest):
        raise MissingRecord("材料", material.path)
    return context.store.material_files.path(material.digest)


def preview(path: Path, kind: MaterialKind) -> Preview:
    """The content of a document as plain blocks; runs in the background and knows no store."""
    return intake.read_preview(path, kind)
