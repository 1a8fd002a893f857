"""The texts of materials: what lies beside a file since it was received, or is read once more.

``files_of`` asks the store; ``texts`` runs in the background.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meihao_desktop import fsops, intake
from meihao_desktop.domain.errors import MeihaoError, StorageError
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.preview import TextPart
from meihao_desktop.domain.progress import Cancelled
from meihao_desktop.operations.context import Context

WORDLESS = frozenset({MaterialKind.IMAGE, MaterialKind.VIDEO, MaterialKind.OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFile:
    """A material, its file, and where its text lies once it has been read."""

    material: Material
    path: Path
    text_path: Path


def files_of(context: Context, estate: Estate) -> tuple[SearchFile, ...]:
    """The materials of an estate with where they and their texts lie."""
    kept = context.store.material_files
    return tuple(
        SearchFile(
            material=material,
            path=kept.path(material.digest),
            text_path=kept.text_path(material.digest),
        )
        for material in estate.materials
    )


def texts(file: SearchFile) -> tuple[TextPart, ...]:
    """The kept text; where there is none, it is read and kept as far as the folder lets us."""
    if file.material.kind in WORDLESS:
        return ()
    kept = _kept(file.text_path)
    if kept is not None:
        return kept
    parts = _read(file)
    lines = json.dumps([[part.place, part.text] for part in parts], ensure_ascii=False)
    with suppress(StorageError):  # a round on a read-only disk is searched all the same
        fsops.write_atomically(file.text_path, lines.encode("utf-8", "replace"))
    return parts


def _read(file: SearchFile) -> tuple[TextPart, ...]:
    """What no reader can make sense of has no text."""
    try:
        return intake.read_texts(file.path, file.material.kind)
    except Cancelled:
        raise
    except MeihaoError:
        return ()


def _kept(text_path: Path) -> tuple[TextPart, ...] | None:
    """What lies there, or ``None`` where it is missing or was not written to its end."""
    try:
        written: Any = json.loads(text_path.read_bytes())
        return tuple(TextPart(place=str(place), text=str(text)) for place, text in written)
    except (OSError, ValueError, TypeError):
        return None
