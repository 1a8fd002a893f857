"""The icon of each kind of material."""

from meihao_desktop.domain.material import Material, MaterialKind

ICONS = {
    MaterialKind.PDF: "document",
    MaterialKind.IMAGE: "image",
    MaterialKind.WORD: "letter",
    MaterialKind.WORKBOOK: "table",
    MaterialKind.SLIDES: "slides",
    MaterialKind.TEXT: "list",
    MaterialKind.VIDEO: "video",
    MaterialKind.OFD: "document",
    MaterialKind.OTHER: "document",
}

SOUNDS = (".mp3", ".wav", ".m4a", ".wma", ".aac", ".amr", ".ogg", ".flac")
ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")


def icon_name(material: Material | None) -> str:
    """The icon of a material; that of the facts where there is none."""
    if material is None:
        return "home"
    if material.kind is MaterialKind.OTHER:
        name = material.file_name.casefold()
        if name.endswith(SOUNDS):
            return "sound"
        return "archive" if name.endswith(ARCHIVES) else ICONS[material.kind]
    return ICONS[material.kind]
