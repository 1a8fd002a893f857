"""Drawn photographs: a gate with the estate's name, a notice board, a garden."""

import io

from PIL import Image, ImageDraw, ImageFont

from meihao_desktop import resources
from scripts.sample.chance import Chance

SIZE = (1440, 1080)
CAPTION = "演练用合成图片"
Colour = tuple[int, int, int]
ORIENTATION, MAKE, TAKEN_AT = 0x0112, 0x010F, 0x0132
_TURNED_BY = {1: 0, 3: 180, 6: 90, 8: 270}  # how a camera lies when it writes this orientation


def photo(picture: Image.Image, *, orientation: int = 1) -> bytes:
    """A jpeg as a telephone writes it: the pixels lie as the sensor lay."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "REHEARSAL"
    exif[TAKEN_AT] = "2025:08:20 10:15:00"
    lying = picture.rotate(_TURNED_BY[orientation], expand=True)
    buffer = io.BytesIO()
    lying.save(buffer, "JPEG", quality=82, exif=exif)
    return buffer.getvalue()


def gate(name: str, chance: Chance) -> Image.Image:
    """The main gate: towers behind, the name on the beam, a barrier and a guard's lodge."""
    picture, draw = _sky(chance)
    _towers(draw, chance, count=5, ground=760)
    draw.rectangle((0, 760, 1440, 1080), fill=(138, 140, 142))
    for x in range(80, 1440, 260):
        draw.rectangle((x, 930, x + 130, 944), fill=(225, 225, 220))
    stone = chance.pick(((176, 142, 104), (150, 150, 158), (170, 120, 96)))
    for x in (210, 1080):
        draw.rectangle((x, 400, x + 150, 800), fill=stone, outline=_darker(stone), width=4)
        for y in range(440, 800, 60):
            draw.line((x, y, x + 150, y), fill=_darker(stone), width=2)
    draw.rectangle((160, 330, 1280, 450), fill=_darker(stone))
    draw.rectangle((160, 318, 1280, 334), fill=(96, 72, 52))
    _centred(draw, name, (720, 390), 76, (250, 214, 120))
    draw.rectangle((560, 640, 700, 800), fill=(236, 238, 240), outline=(120, 124, 130), width=4)
    draw.rectangle((580, 660, 680, 730), fill=(120, 170, 200))
    draw.polygon(((540, 640), (720, 640), (690, 606), (570, 606)), fill=(150, 60, 50))
    _centred(draw, "门岗", (630, 765), 26, (60, 60, 60))
    for left, right in ((360, 555), (705, 1080)):
        for x in range(left, right, 40):
            fill = (214, 60, 50) if (x - left) % 80 == 0 else (246, 246, 246)
            draw.rectangle((x, 722, min(x + 40, right), 738), fill=fill)
    _tree(draw, (110, 800), 90, chance)
    _tree(draw, (1350, 800), 100, chance)
    return _captioned(picture, draw)


def notice_board(name: str, heading: str, lines: tuple[str, ...]) -> Image.Image:
    """A public notice board under a small roof, with papers one can read."""
    picture = Image.new("RGB", SIZE, (206, 216, 204))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 860, 1440, 1080), fill=(164, 160, 150))
    for x in range(0, 1440, 120):
        draw.line((x, 860, x - 160, 1080), fill=(150, 146, 138), width=3)
    draw.polygon(((90, 190), (1350, 190), (1240, 90), (200, 90)), fill=(122, 58, 46))
    for x in (150, 1250):
        draw.rectangle((x, 190, x + 40, 960), fill=(96, 98, 104))
    draw.rectangle((190, 200, 1250, 820), fill=(38, 92, 70), outline=(220, 220, 216), width=14)
    _centred(draw, f"{name}公示栏", (720, 262), 54, (255, 244, 206))
    for column, title in enumerate((heading, "物业服务标准", "业委会会议纪要")):
        left = 232 + column * 336
        draw.rectangle((left, 320, left + 300, 780), fill=(253, 252, 246))
        _centred(draw, title, (left + 150, 362), 30, (180, 40, 36))
        draw.line((left + 24, 392, left + 276, 392), fill=(180, 40, 36), width=2)
        for row in range(9):
            text = lines[row] if column == 0 and row < len(lines) else ""
            y = 420 + row * 38
            if text:
                draw.text((left + 22, y - 14), text, font=face(21), fill=(40, 40, 40))
            else:
                draw.line(
                    (left + 24, y, left + 250 - row % 3 * 40, y), fill=(150, 150, 150), width=4
                )
    return _captioned(picture, draw)


def garden(chance: Chance) -> Image.Image:
    """Lawn, path, pavilion, trees and flower beds between two houses."""
    picture, draw = _sky(chance)
    _towers(draw, chance, count=3, ground=640)
    draw.rectangle((0, 620, 1440, 1080), fill=(112, 164, 84))
    for step in range(60):
        y = 620 + step * 8
        draw.line((0, y, 1440, y), fill=(108 - step // 2, 160 - step // 2, 80 - step // 3), width=8)
    draw.polygon(((640, 620), (720, 620), (1000, 1080), (420, 1080)), fill=(214, 200, 172))
    for step in range(1, 8):
        y = 620 + step * step * 9
        left, right = 640 - 220 * (y - 620) // 460, 720 + 280 * (y - 620) // 460
        draw.line((left, y, right, y), fill=(192, 178, 150), width=3)
    draw.polygon(((930, 560), (1250, 560), (1090, 450)), fill=(150, 66, 52))
    for x in (960, 1060, 1120, 1210):
        draw.rectangle((x, 560, x + 16, 760), fill=(140, 96, 62))
    draw.rectangle((950, 745, 1236, 775), fill=(170, 160, 150))
    for place, size in (((180, 760), 120), ((380, 700), 80), ((1370, 740), 110), ((560, 660), 60)):
        _tree(draw, place, size, chance)
    for _ in range(160):
        x, y = chance.between(40, 420), chance.between(880, 1010)
        colour = chance.pick(((232, 80, 96), (250, 200, 70), (240, 240, 250), (200, 110, 200)))
        draw.ellipse((x, y, x + 14, y + 14), fill=colour)
    return _captioned(picture, draw)


def _sky(chance: Chance) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(picture)
    for y in range(SIZE[1]):
        draw.line((0, y, SIZE[0], y), fill=(120 + y // 9, 176 + y // 16, 226 + y // 40))
    for _ in range(4):
        x, y = chance.between(0, 1300), chance.between(40, 220)
        for shift, size in ((0, 60), (60, 80), (130, 56)):
            draw.ellipse(
                (x + shift, y - size // 2, x + shift + 2 * size, y + size // 2),
                fill=(244, 248, 252),
            )
    return picture, draw


def _towers(draw: ImageDraw.ImageDraw, chance: Chance, *, count: int, ground: int) -> None:
    width = SIZE[0] // count
    for number in range(count):
        left = number * width + chance.between(4, 30)
        right = left + width - chance.between(50, 90)
        top = chance.between(110, 300)
        wall = chance.pick(((222, 206, 184), (206, 212, 220), (226, 190, 162), (200, 204, 196)))
        draw.rectangle((left, top, right, ground), fill=wall)
        draw.rectangle((left, top - 14, right, top), fill=_darker(wall))
        for y in range(top + 24, ground - 30, 44):
            for x in range(left + 18, right - 30, 42):
                glass = (110, 140, 168) if chance.below(4) else (236, 224, 170)
                draw.rectangle((x, y, x + 24, y + 26), fill=glass)


def _tree(draw: ImageDraw.ImageDraw, foot: tuple[int, int], size: int, chance: Chance) -> None:
    x, y = foot
    draw.rectangle((x - size // 10, y - size, x + size // 10, y), fill=(104, 76, 50))
    for _ in range(14):
        dx, dy = chance.between(-size // 2, size // 2), chance.between(-size, 0)
        green = chance.between(96, 150)
        radius = size // 2
        draw.ellipse(
            (x + dx - radius, y - size + dy - radius, x + dx + radius, y - size + dy + radius),
            fill=(green // 2, green, green // 2),
        )


def _captioned(picture: Image.Image, draw: ImageDraw.ImageDraw) -> Image.Image:
    draw.rectangle((1090, 1020, 1440, 1080), fill=(20, 20, 20))
    draw.text((1112, 1030), CAPTION, font=face(38), fill=(255, 226, 120))
    return picture


def _centred(
    draw: ImageDraw.ImageDraw, text: str, middle: tuple[int, int], size: int, fill: Colour
) -> None:
    draw.text(middle, text, font=face(size), fill=fill, anchor="mm")


def face(size: int) -> ImageFont.FreeTypeFont:
    """The same layout everywhere: the other engine is used only where a library happens to be."""
    file = str(resources.fonts_dir() / "meihao-hei.ttf")
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _darker(colour: Colour) -> Colour:
    return colour[0] * 3 // 5, colour[1] * 3 // 5, colour[2] * 3 // 5
