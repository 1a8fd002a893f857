"""Certified papers: pyHanko, poppler and our own reader agree, and no changed byte goes unseen."""

import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from meihao_desktop import exchange
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.file_statement import FileStatement, PaperMark
from meihao_desktop.exchange.file_signature import fits, read_file_signature, seal_file
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.exchange.paper_key import PaperKey, make_paper_key
from meihao_desktop.exchange.refusals import Refused
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.intake.pdf_seal_reader import pdf_seal_of, read_pdf_seal
from meihao_desktop.printing.score_sheet_pdf import score_sheets_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier

EVENT = SigningKey(bytes(range(32)))
MOMENT = datetime(2025, 9, 10, 12, 0, tzinfo=UTC)
ROUND = "9c4f" * 16
KEY = make_paper_key(EVENT, round_id=ROUND, machine="ab12", issued_at=MOMENT)
MARK = PaperMark(
    round_id=ROUND, paper="SCORE_SHEETS", subject="P01/C01-E01", check_code="C0A4-263A-1A7E-6E8E"
)


def a_paper() -> bytes:
    dossier = a_full_dossier()
    sheet = dossier.sheets[0]
    return score_sheets_pdf(dossier, [(sheet.expert, sheet.estate)], STAMP)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return exchange.certify_pdf(a_paper(), KEY, MARK, title="个人评分表 专家01 𬭎喆", at=MOMENT)


@pytest.fixture
def file(tmp_path: Path, paper: bytes) -> Path:
    target = tmp_path / "个人评分表.pdf"
    target.write_bytes(paper)
    return target


def test_pyhanko_finds_the_certification_intact_and_trusted(file: Path, tmp_path: Path) -> None:
    root = tmp_path / "root.der"
    root.write_bytes(KEY.certificate)
    trust = [load_cert_from_pemder(str(root))]
    with file.open("rb") as stream:
        (signature,) = PdfFileReader(stream).embedded_regular_signatures
        status = validate_pdf_signature(
            signature, ValidationContext(trust_roots=trust, allow_fetching=False)
        )
    assert status.bottom_line, status.pretty_print_details()
    assert signature.docmdp_level is MDPPerm.NO_CHANGES
    assert status.signer_reported_dt == MOMENT


def test_poppler_finds_the_signature_valid(file: Path) -> None:
    told = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert f"EVENT-{EVENT.fingerprint}" in told


def test_poppler_refuses_a_changed_page(file: Path, paper: bytes) -> None:
    place = paper.index(b"stream") + 40
    file.write_bytes(flipped(paper, place))
    done = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False)
    assert "Signature is Valid" not in done.stdout


def test_the_reader_in_the_child_tells_what_was_signed(file: Path) -> None:
    seal = read_pdf_seal(file)
    assert seal is not None
    assert (seal.count, seal.is_intact, seal.is_whole, seal.forbids_changes) == (1, *[True] * 3)
    assert datetime.fromisoformat(seal.signed_at) == MOMENT
    assert MARK.check_code in seal.mark
    assert EVENT.public_key in seal.voucher


def test_a_pdf_without_a_signature_has_no_seal(tmp_path: Path) -> None:
    file = tmp_path / "草稿.pdf"
    file.write_bytes(a_paper())
    assert read_pdf_seal(file) is None


def test_what_is_added_behind_the_signature_shows(file: Path, paper: bytes) -> None:
    file.write_bytes(paper + b"\n% a note added later\n")
    seal = read_pdf_seal(file)
    assert seal is None or not (seal.is_whole and seal.is_intact)


def statement(data: bytes) -> FileStatement:
    return FileStatement(
        name="个人评分表.pdf", size=len(data), sha256=sha256(data).hexdigest(),
        fingerprint=EVENT.fingerprint, made_at=MOMENT.isoformat(), **MARK.body(),  # type: ignore[arg-type]
    )  # fmt: skip


def flipped(data: bytes, place: int, bits: int = 1) -> bytes:
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


def is_sound(file: Path) -> bool:
    """What the signature inside says on its own."""
    try:
        seal = pdf_seal_of(file)
    except Exception:  # noqa: BLE001 -- in the child any fault refuses the file
        return False
    return seal is not None and seal.is_intact and seal.is_whole and seal.forbids_changes


def test_every_flipped_bit_is_noticed_by_one_of_the_two(file: Path, paper: bytes) -> None:
    """Inside what is signed the pdf itself refuses; the padding is covered by the file beside."""
    told, _ = read_file_signature(seal_file(statement(paper), EVENT), "x.sig")
    first = paper.index(b"/Contents <3082") + len(b"/Contents ")
    gap = range(first, paper.index(b">", first))
    everywhere = range(11, len(paper), len(paper) // 70)
    padding = range(gap.stop - 2000, gap.stop, 200)
    inside_missed: list[int] = []
    for place in (*everywhere, *padding):
        changed = flipped(paper, place, 1 << place % 8)
        assert not fits(told, changed)
        file.write_bytes(changed)
        if place not in gap and is_sound(file):
            inside_missed.append(place)
    assert gap.stop - gap.start > 4000
    assert inside_missed == []


def test_no_byte_of_the_signature_beside_can_be_changed(paper: bytes) -> None:
    beside = seal_file(statement(paper), EVENT)
    for place in range(len(beside)):
        changed = flipped(beside, place)
        try:
            told, opened = read_file_signature(changed, "x.sig")
        except Refused:
            continue
        pytest.fail(f"byte {place} was changed unseen: {told} {opened.fingerprint}")
    for cut in (beside[:-1], beside + b"\n", beside[1:], b""):
        with pytest.raises(Refused):
            read_file_signature(cut, "x.sig")


def test_a_statement_under_another_key_than_it_names_is_refused(paper: bytes) -> None:
    other = SigningKey.generate()
    with pytest.raises(Refused, match="X"):
        read_file_signature(seal_file(statement(paper), other), "x.sig")


def test_a_file_of_the_same_length_does_not_fit(paper: bytes) -> None:
    told = statement(paper)
    assert fits(told, paper)
    assert not fits(told, bytes(len(paper)))
    assert not fits(told, paper[:-1])


def test_the_certificate_names_the_event_in_latin_letters_only() -> None:
    certificate = x509.load_der_x509_certificate(KEY.certificate)
    assert certificate.subject.rfc4514_string() == f"CN=EVENT-{EVENT.fingerprint}"
    assert certificate.subject.rfc4514_string().isascii()


def test_a_paper_key_comes_back_as_it_was_kept() -> None:
    again = PaperKey.unpacked(KEY.packed())
    assert again == KEY
    assert KEY.private.hex() not in repr(KEY)
    for broken in (b"{}", b'{"certificate":"00"}', b"no json"):
        with pytest.raises((WrongSecret, MeihaoError)):
            PaperKey.unpacked(broken)
