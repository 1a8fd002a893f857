"""File sizes as people say them."""

KIB = 1024
MIB = KIB * 1024
GIB = MIB * 1024


def size_text(size: int) -> str:
    """Bytes in the largest fitting unit, with one decimal."""
    for unit, name in ((GIB, "GB"), (MIB, "MB"), (KIB, "KB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} 字节"
