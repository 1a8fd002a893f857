"""Signs of Wingdings and Symbol as the characters that every other font has."""

from collections.abc import Mapping

_WINGDINGS: Mapping[int, str] = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆",
    0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "□", 0xAB: "★", 0xB2: "◇", 0xD8: "➢", 0xDC: "➲", 0xE0: "→", 0xE8: "→", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x28: "☎", 0x2A: "✉", 0x21: "✎",
    0x22: "✂", 0x46: "☞", 0x45: "☜", 0x47: "☝", 0x48: "☟",
}  # fmt: skip
_WINGDINGS_2: Mapping[int, str] = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "□", 0xA3: "□",
    0x97: "●", 0x98: "●", 0x99: "○", 0xA0: "■", 0xA2: "■", 0xAE: "◆", 0xEA: "★",
}  # fmt: skip
_SYMBOL: Mapping[int, str] = {
    0xB7: "•", 0xA8: "♦", 0xB4: "×", 0xB0: "°", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠",
    0xB8: "÷", 0xD6: "√", 0xDE: "⇒", 0xAE: "→", 0xAC: "←", 0xA5: "∞", 0x61: "α", 0x62: "β",
    0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x77: "ω", 0x57: "Ω", 0x44: "Δ",
    0x53: "Σ",
}  # fmt: skip
_FACES: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "symbol": _SYMBOL,
}


def symbol(face: str, code: int) -> str:
    """One sign of a symbol font; a private code that nobody knows becomes a bullet."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    found = _FACES.get(face.casefold(), {}).get(low)
    if found is not None:
        return found
    if code != low:
        return _SYMBOL.get(low) or _WINGDINGS.get(low) or "•"
    return chr(code)


def is_symbol_face(face: str) -> bool:
    return face.casefold() in _FACES
