"""核验: papers, photos, codes, bundles, packs and archives against a round, an archive, nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.seal import Seal
from meihao_desktop.domain.sheet_mark import SheetMark, SignatureBook
from meihao_desktop.domain.verdict import Outcome, Verdict, Weight
from meihao_desktop.operations import (
    archive_round,
    check_file,
    exchange_sheets,
    print_documents,
    score_estate,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper, sheet_subject
from tests.operations.conftest import RoundIn
from tests.support.photographs import photographed, scanned
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, estates, score, sit
from tests.support.sticks import StickMeeting


def told(verdict: Verdict) -> str:
    """Everything a person reads of a verdict."""
    points = (f"{p.name}：{p.told}{p.advice}" for p in verdict.details)
    return "\n".join((verdict.outcome.value, *verdict.sentences, *points))


def saved(context: Context, paper: Paper, folder: Path, subject: str = "") -> Path:
    document = print_documents.render(context, paper, subject)
    return print_documents.save(context, document, folder)[0]


def own_sheet(context: Context, folder: Path) -> Path:
    return saved(context, Paper.SCORE_SHEETS, folder, sheet_subject(CHAIR, estates(context)[0]))


def code_of(context: Context) -> str:
    """The text of the code on the chair's first sheet."""
    dossier = context.dossier()
    sheet = dossier.sheet(CHAIR, estates(context)[0])
    assert sheet is not None
    book = SignatureBook.of(context.store.round_id, context.store.signatures.all())
    return book.mark(sheet, sheet.digest).text


def reopened(context: Context, *points: int) -> None:
    """Chair and observer open the chair's first sheet again; it is handed in with other points."""
    first = estates(context)[0]
    sit(context, CHAIR)
    witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    score_estate.reopen(context, CHAIR, first, reason="满意度核对有误", witness=witness)
    if points:
        score(context, first, *points)
        score_estate.submit(context, first, open_pin(CHAIR))
    sit(context, SECRETARY)


@pytest.fixture
def collating(round_in: RoundIn) -> Context:
    return round_in(Phase.COLLATING)


def test_a_saved_sheet_agrees_with_the_round_it_came_from(
    collating: Context, tmp_path: Path
) -> None:
    verdict = check_file.check(collating, own_sheet(collating, tmp_path / "U盘"))
    assert verdict.outcome is Outcome.CURRENT, told(verdict)
    names = [point.name for point in verdict.details if point.weight is Weight.SOUND]
    assert names == ["pdf 的签名", "文件旁的签名"]
    assert verdict.sentences == (verdict.sentences[0],), "signed pages need no second look"


@pytest.mark.parametrize(
    "paper", [Paper.RANKING, Paper.TALLY, Paper.OPENING, Paper.RANKING_WORKBOOK]
)
def test_papers_of_the_round_agree(collating: Context, tmp_path: Path, paper: Paper) -> None:
    verdict = check_file.check(collating, saved(collating, paper, tmp_path / "U盘"))
    assert verdict.outcome is Outcome.CURRENT, told(verdict)


def test_all_sheets_in_one_file_are_signed_once_and_checked_page_by_page(
    collating: Context, tmp_path: Path
) -> None:
    file = saved(collating, Paper.SCORE_SHEETS, tmp_path / "U盘")
    verdict = check_file.check(collating, file)
    assert verdict.outcome is Outcome.CURRENT
    assert "共 9 页，读到 9 个不同的二维码，9 个与记录一致，0 个不一致" in told(verdict)
    reopened(collating, 54, 35)
    verdict = check_file.check(collating, file)
    assert verdict.outcome is Outcome.OUTDATED
    assert "8 个与记录一致，1 个不一致" in told(verdict)
    assert "55 → 54" in told(verdict)


def test_a_reopened_sheet_is_outdated_and_tells_what_changed_by_whom_and_why(
    collating: Context, tmp_path: Path
) -> None:
    file = own_sheet(collating, tmp_path / "U盘")
    reopened(collating, 54, 35)
    verdict = check_file.check(collating, file)
    assert verdict.outcome is Outcome.OUTDATED
    text = told(verdict)
    assert "专家01、监督员重新打开，理由：满意度核对有误" in text
    assert "55 → 54" in text
    assert "总分 90 → 89" in text
    assert any("请以新版为准" in sentence for sentence in verdict.sentences)


def test_a_sheet_that_is_open_again_is_outdated_without_showing_the_draft(
    collating: Context, tmp_path: Path
) -> None:
    file = own_sheet(collating, tmp_path / "U盘")
    reopened(collating)
    text = told(check_file.check(collating, file))
    assert "正在修改，还没有提交" in text
    assert "→" not in text.split("满意度核对有误")[1]


def test_a_ranking_grown_stale_names_what_was_done_since(
    collating: Context, tmp_path: Path
) -> None:
    file = saved(collating, Paper.RANKING, tmp_path / "U盘")
    reopened(collating, 50, 35)
    verdict = check_file.check(collating, file)
    assert verdict.outcome is Outcome.OUTDATED
    assert "专家01重新打开评分表：专家01对“朗悦花园”" in told(verdict)
    assert "重新打印" in verdict.sentences[1]


@pytest.mark.parametrize("place", [0.2, 0.5, 0.95])
def test_one_changed_byte_is_a_mismatch(collating: Context, tmp_path: Path, place: float) -> None:
    file = own_sheet(collating, tmp_path / "U盘")
    data = bytearray(file.read_bytes())
    data[int(len(data) * place)] ^= 1
    file.write_bytes(data)
    for context in (collating, None):
        verdict = check_file.check(context, file)
        assert verdict.outcome is Outcome.MISMATCH, told(verdict)
        assert "请向秘书索取原件" in told(verdict) or "请保留" in told(verdict)


def test_a_forged_signature_beside_the_file_is_a_mismatch(
    collating: Context, tmp_path: Path
) -> None:
    file = saved(collating, Paper.RANKING_WORKBOOK, tmp_path / "U盘")
    beside = file.with_name(f"{file.name}.sig")
    beside.write_bytes(beside.read_bytes().replace(b"RANKING", b"RANKINH"))
    assert check_file.check(collating, file).outcome is Outcome.MISMATCH


def test_a_renamed_file_still_holds_and_says_so(collating: Context, tmp_path: Path) -> None:
    file = saved(collating, Paper.OPENING, tmp_path / "U盘")
    other = file.with_name("我的文件.pdf")
    beside = file.with_name(f"{file.name}.sig").rename(other.with_name(f"{other.name}.sig"))
    file.rename(other)
    for source in (other, beside):
        verdict = check_file.check(collating, source)
        assert verdict.outcome is Outcome.CURRENT
        assert "文件改过名" in told(verdict)


def test_without_a_round_only_the_signature_is_known(collating: Context, tmp_path: Path) -> None:
    verdict = check_file.check(None, own_sheet(collating, tmp_path / "U盘"))
    assert verdict.outcome is Outcome.UNKNOWN
    assert "没有打开评审" in verdict.sentences[0]
    assert "开封记录" in verdict.sentences[1]
    assert "总分" not in told(verdict), "points need the records, and somebody who may see them"


def test_another_rounds_paper_does_not_belong_here(round_in: RoundIn, tmp_path: Path) -> None:
    here, there = round_in(Phase.COLLATING), round_in(Phase.COLLATING)
    for source in (own_sheet(there, tmp_path / "U盘"), code_of(there)):
        verdict = check_file.check(here, source)
        assert verdict.outcome is Outcome.MISMATCH
        assert "打开它所属的那次评审" in verdict.sentences[1]


def test_a_photo_of_the_signed_sheet_agrees_and_asks_to_compare_the_points(
    collating: Context, tmp_path: Path
) -> None:
    page = scanned(own_sheet(collating, tmp_path / "U盘"))
    photo = tmp_path / "手机拍照.jpg"
    photo.write_bytes(photographed(page, degrees=-4, lean=0.04))
    verdict = check_file.check(collating, photo)
    assert verdict.outcome is Outcome.CURRENT, told(verdict)
    assert "没有手写改动" in verdict.sentences[1]
    assert "记录中总分 90；1.1 55，2.1 35" in told(verdict)
    reopened(collating, 54, 35)
    assert check_file.check(collating, photo).outcome is Outcome.OUTDATED


def test_a_pdf_without_its_signature_says_that_words_may_have_been_changed(
    collating: Context, tmp_path: Path
) -> None:
    first = estates(collating)[0]
    document = print_documents.render(collating, Paper.SCORE_SHEETS, sheet_subject(CHAIR, first))
    file = tmp_path / "去掉签名.pdf"
    file.write_bytes(document.data)
    assert "这个 pdf 没有数字签名" in told(check_file.check(collating, file))


def test_a_photo_without_a_code_says_how_to_take_a_better_one(
    collating: Context, tmp_path: Path
) -> None:
    page = scanned(own_sheet(collating, tmp_path / "U盘")).resize((300, 424))
    photo = tmp_path / "太小.png"
    page.save(photo)
    verdict = check_file.check(collating, photo)
    assert verdict.outcome is Outcome.UNKNOWN
    assert "拍清楚" in verdict.sentences[1]


def test_a_code_typed_or_pasted_is_enough(collating: Context) -> None:
    sheet = collating.dossier().sheet(CHAIR, estates(collating)[0])
    assert sheet is not None
    code = Seal(sheet.digest).check_code
    for text in (
        code_of(collating),
        f" {code_of(collating)}\n",
        code,
        code.lower().replace("-", " "),
    ):
        assert check_file.check(collating, text).outcome is Outcome.CURRENT, text
    assert check_file.check(collating, "0000-0000-0000-0000").outcome is Outcome.MISMATCH
    verdict = check_file.check(collating, "随便写的")
    assert verdict.outcome is Outcome.UNKNOWN
    assert "不是本程序文书的二维码文字" in verdict.sentences[0]


def test_a_code_with_other_contents_or_a_borrowed_signature_is_a_mismatch(
    collating: Context,
) -> None:
    mark = SheetMark.read(code_of(collating))
    fields = {name: getattr(mark, name) for name in mark.__slots__}
    other = next(s for s in collating.store.signatures.all() if s.signature != mark.signature)
    for change in (
        {"digest": "ab" * 32},
        {"signature": other.signature},
        {"signature": ""},
        {"revision": 2, "signature": "cd" * 64},
        {"expert": "P77"},
    ):
        forged = SheetMark(**{**fields, **change}).text
        verdict = check_file.check(collating, forged)
        assert verdict.outcome is Outcome.MISMATCH, (change, told(verdict))
        assert len(verdict.sentences) > 1


def test_a_papers_code_must_fit_the_log_at_which_it_was_printed(
    collating: Context, tmp_path: Path
) -> None:
    saved(collating, Paper.OPENING, tmp_path / "U盘")
    printing = collating.store.printings.all()[-1]
    code = printing.check_code.replace("-", "")
    head = collating.store.audit_log.hash_at(printing.event_seq)[:16]
    right, wrong = (f"MEIHAO1|opening|{code}|{end}" for end in (head, "0" * 16))
    assert check_file.check(collating, right).outcome is Outcome.CURRENT
    assert check_file.check(collating, wrong).outcome is Outcome.MISMATCH


def test_an_expert_is_not_shown_the_points_of_others(round_in: RoundIn, tmp_path: Path) -> None:
    context = round_in(Phase.COLLATING)
    file = own_sheet(context, tmp_path / "U盘")
    reopened(context, 54, 35)
    sit(context, EXPERTS[1])
    verdict = check_file.check(context, file)
    assert verdict.outcome is Outcome.OUTDATED
    assert "→" not in told(verdict)
    assert "满意度核对有误" not in told(verdict)
    assert "由秘书或组长登录后查看" in told(verdict)


def test_a_machine_without_the_key_of_the_round_saves_unsigned_papers(
    collating: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEIHAO_HOME", str(tmp_path / "另一台电脑"))
    file = own_sheet(collating, tmp_path / "U盘")
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    verdict = check_file.check(collating, file)
    assert verdict.outcome is Outcome.CURRENT
    assert "没有数字签名" in told(verdict)


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[StickMeeting]:
    meeting = StickMeeting(tmp_path / "会议")
    yield meeting
    meeting.close()


def test_packs_and_bundles_are_checked_before_and_after_reception(meeting: StickMeeting) -> None:
    pack = meeting.pack()
    bundle = meeting.handed(CHAIR)
    with meeting.secretary():
        assert check_file.check(meeting.desk, pack).outcome is Outcome.CURRENT
        assert check_file.check(None, pack).outcome is Outcome.UNKNOWN
        verdict = check_file.check(meeting.desk, bundle)
        assert verdict.outcome is Outcome.UNKNOWN
        assert "记录中还没有接收它" in told(verdict)
        exchange_sheets.receive(meeting.desk, [bundle])
        verdict = check_file.check(meeting.desk, bundle)
        assert verdict.outcome is Outcome.CURRENT, told(verdict)
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    bundle.write_bytes(data)
    with meeting.secretary():
        verdict = check_file.check(meeting.desk, bundle)
        assert verdict.outcome is Outcome.MISMATCH
        assert "加密的内容已损坏或被改动" in told(verdict)
        (pack / "materials").joinpath("extra").write_bytes(b"x")
        assert check_file.check(meeting.desk, pack).outcome is Outcome.MISMATCH


def test_an_archive_is_checked_and_is_itself_something_to_check_against(
    round_in: RoundIn, tmp_path: Path
) -> None:
    context = round_in(Phase.FINAL)
    sheet = own_sheet(context, tmp_path / "U盘")
    papers = print_documents.collect_all(context)
    made = archive_round.archive(context, tmp_path, papers.press)
    folder = Path(made.place)
    assert check_file.check(context, folder).outcome is Outcome.CURRENT
    assert check_file.check(None, folder).outcome is Outcome.UNKNOWN
    verdict = check_file.check(None, sheet, archive=folder)
    assert verdict.outcome is Outcome.CURRENT, told(verdict)
    text = told(check_file.check(None, code_of(context), archive=folder))
    assert "记录中总分 90" in text, "an archive hides nothing"
    (folder / "多余.txt").write_text("x", encoding="utf-8")
    assert check_file.check(context, folder).outcome is Outcome.MISMATCH


def test_what_was_examined_once_is_weighed_anew_after_each_change(
    round_in: RoundIn, tmp_path: Path
) -> None:
    context = round_in(Phase.FINAL)
    found = check_file.examine(own_sheet(context, tmp_path / "U盘"))
    made = archive_round.archive(context, tmp_path, lambda _watch: ())
    assert check_file.weigh(context, found).outcome is Outcome.CURRENT
    assert check_file.weigh(None, found).outcome is Outcome.UNKNOWN
    assert check_file.weigh_by_archive(Path(made.place), found).outcome is Outcome.CURRENT
