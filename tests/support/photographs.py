"""Pictures of printed pages as a scanner or a phone would take them."""

import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFilter

TABLE = (120, 110, 100)


def scanned(pdf: Path, *, page: int = 1, inch: int = 150) -> Image.Image:
    """A page as pdftoppm draws it, in so many dots per inch."""
    target = pdf.with_name(f"{pdf.stem}-{page}-{inch}")
    words = ["-r", str(inch), "-f", str(page), "-l", str(page), "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *words, str(pdf), str(target)], check=True)
    with Image.open(target.with_name(f"{target.name}.png")) as drawn:
        return drawn.convert("RGB")


def photographed(
    page: Image.Image,
    *,
    degrees: float = 0,
    lean: float = 0,
    blur: float = 0.8,
    quality: int = 40,
) -> bytes:
    """A JPEG of a page that lies askew on a table, seen from the side and not quite in focus."""
    width, height = page.size
    margin = max(width, height) // 8
    ground = Image.new("RGB", (width + 2 * margin, height + 2 * margin), TABLE)
    ground.paste(page, (margin, margin))
    turned = ground.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=TABLE)
    width, height = turned.size
    corners = (
        -lean * width, 0, 0, height, width * (1 + lean), height, width, -lean * height / 2,
    )  # fmt: skip
    seen = turned.transform(
        (width, height), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=TABLE
    )
    noise = Image.effect_noise(seen.size, 30).convert("RGB")
    seen = Image.blend(seen.filter(ImageFilter.GaussianBlur(blur)), noise, 0.1)
    taken = BytesIO()
    seen.save(taken, "JPEG", quality=quality)
    return taken.getvalue()
