"""PIN 密封条: who it is for outside, the PIN inside, and nothing to be read through the paper."""

import io
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.pin import IssuedPin
from meihao_desktop.domain.review_round import ReviewRound, RoundMode
from meihao_desktop.printing.pin_slips_pdf import pin_slips_pdf
from tests.printing.papers_at_hand import RARE_EXPERT, STAMP, squeezed
from tests.printing.reading import page_texts
from tests.support.builders import a_round, an_expert

DOTS = 4
"""So many to the millimetre."""
FIELD, TOP = 30.6, 8.0
SECRET = (122, 196)


def issued(number: int, pin: str = "902417", **fields: object) -> IssuedPin:
    person: Person = replace(an_expert(number), **fields)  # type: ignore[arg-type]
    return IssuedPin(person=person, slip=f"0042-{number:02}", pin=pin)


def printed(count: int, review_round: ReviewRound | None = None) -> bytes:
    slips = [issued(number) for number in range(1, count + 1)]
    return pin_slips_pdf(review_round or a_round(), slips, STAMP)


def ink(pdf: bytes) -> NDArray[np.float64]:
    """How dark each dot of the first page is: 0 paper, 1 black."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    page = document[0]
    bitmap = page.render(scale=25.4 * DOTS / 72, grayscale=True)
    dark = 1 - bitmap.to_numpy().reshape(bitmap.height, bitmap.width).astype(float) / 255
    page.close()
    document.close()
    return dark


def field(page: NDArray[np.float64], number: int) -> NDArray[np.float64]:
    """The place of the PIN in one of the three fields of the first slip."""
    top = round((TOP + FIELD * number + 3) * DOTS)
    return page[top : top + round((FIELD - 6) * DOTS), SECRET[0] * DOTS : SECRET[1] * DOTS]


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (3, 1), (4, 2), (12, 4)])
def test_three_slips_stand_on_a_page(count: int, pages: int) -> None:
    texts = page_texts(printed(count))
    assert len(texts) == pages
    assert f"第{pages}页共{pages}页" in squeezed(texts[-1])


def test_name_unit_number_and_how_to_fold_stand_outside() -> None:
    slip = issued(1, unit="玉林市物业管理协会", name=RARE_EXPERT)
    told = squeezed(page_texts(pin_slips_pdf(a_round(), [slip], STAMP))[0])
    for words in (
        RARE_EXPERT, "玉林市物业管理协会", "编号0042-01", "向前折", "向后折", "裁切线",
        "折法：先沿①将花纹页向前盖住PIN", "不告诉任何人", STAMP.check_code, a_round().title,
    ):  # fmt: skip
        assert squeezed(words) in told


def test_a_rehearsal_says_so_on_every_slip() -> None:
    review_round = replace(a_round(), mode=RoundMode.REHEARSAL)
    assert squeezed(page_texts(printed(3, review_round))[0]).count("演练") == 3
    assert "演练" not in squeezed(page_texts(printed(3))[0])


def test_the_pin_can_be_read_when_the_slip_is_open() -> None:
    """Its digits stand out black from a light ground."""
    middle = field(ink(printed(1)), 1)
    black = middle > 0.7
    assert 0.08 < black.mean() < 0.4
    assert middle[~black].mean() < 0.15


def test_against_the_light_the_pin_drowns_in_digits_from_both_sides() -> None:
    """Folded, the fields lie on each other mirrored; paper lets the sum of the ink through."""
    page = ink(printed(1))
    pin = field(page, 1)
    mask = (pin > 0.7).astype(float)
    for cover in (field(page, 0)[::-1], field(page, 2)[::-1]):
        assert cover.mean() > 0.55
        through = np.maximum(pin, cover)
        assert abs(np.corrcoef(through.ravel(), mask.ravel())[0, 1]) < 0.5
    both = np.maximum(np.maximum(pin, field(page, 0)[::-1]), field(page, 2)[::-1])
    assert abs(np.corrcoef(both.ravel(), mask.ravel())[0, 1]) < 0.35


def test_no_two_slips_have_the_same_digits_over_the_pin() -> None:
    first, second = field(ink(printed(1)), 0), field(ink(printed(1)), 0)
    assert (np.abs(first - second) > 0.5).mean() > 0.1
