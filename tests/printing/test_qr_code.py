"""The QR code as a phone's camera would see it."""

import pypdfium2
import segno

from meihao_desktop.printing.press import Press
from meihao_desktop.printing.qr_code import draw_qr

TEXT = "MEIHAO1|2025|评分表|7F3A22C19B04AA31"
SIDE = 300


def test_the_printed_modules_are_those_of_the_code_with_its_quiet_zone() -> None:
    press = Press("码", "")
    press.begin_page((SIDE, SIDE))
    draw_qr(press.canvas, TEXT, x=0, y=0, side=SIDE)
    document = pypdfium2.PdfDocument(press.finish())
    page = document[0]
    image = page.render(scale=4, grayscale=True).to_pil()
    page.close()
    document.close()
    code = segno.make(TEXT, error="m", micro=False, boost_error=False, mask=0)
    modules = code.symbol_size(border=2)[0]
    unit = image.width / modules
    for row in range(modules):
        for place in range(modules):
            seen = image.getpixel((int((place + 0.5) * unit), int((row + 0.5) * unit))) < 128
            inside = 2 <= row < modules - 2 and 2 <= place < modules - 2
            assert seen == bool(inside and code.matrix[row - 2][place - 2])
