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
    MaterialKind.OTHER: "archive",
}


def icon_name(material: Material | None) -> str:
    """The icon of a material; that of the facts where there is none."""
    return ICONS[material.kind] if material else "estate"
