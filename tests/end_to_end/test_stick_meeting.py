"""Nine experts and a secretary meet over sticks; told by what each of them would notice."""

from pathlib import Path

import pytest

from tests.end_to_end import stick_meeting, stick_table
from tests.end_to_end.stick_cast import (
    CHAIR,
    CONTESTED,
    EXPERTS,
    FAR_OFF,
    LATE,
    MARK,
    OBSERVER,
    RECUSED,
    REOPENED,
    SECRETARY,
    SHARED,
)
from tests.end_to_end.stick_reception import FORGED
from tests.end_to_end.stick_room import Meeting
from tests.printing.reading import page_texts

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Meeting:
    return stick_meeting.play(tmp_path_factory.mktemp("meeting") / "会议", lambda _: None)


def told(meeting: Meeting, what: str, way: str = "") -> str:
    (one,) = (e for e in meeting.exchanges if e.what == what and way in e.way)
    return one.told


def test_ten_programs_ran_at_the_same_time_each_with_a_folder_and_keys_of_its_own(
    meeting: Meeting,
) -> None:
    assert meeting.facts["running_at_once"] == 10
    homes = [machine.home for machine in (meeting.desk, *meeting.laptops.values())]
    machines = {(home / "keys" / "machine.json").read_text(encoding="utf-8") for home in homes}
    assert len(machines) == 10


def test_a_pack_whose_stick_was_pulled_is_taken_by_nobody_and_gone_on_with(
    meeting: Meeting,
) -> None:
    facts = meeting.facts
    assert facts["is_marked"]
    assert "还没有写完" in told(meeting, "没写完的评审包")
    assert not facts["seat_from_half_a_pack"]
    assert 0 < facts["kept_when_pulled"] < facts["materials"]
    assert facts["not_copied_again"] == facts["kept_when_pulled"]


def test_a_laptop_whose_stick_was_pulled_while_reading_has_no_seat_until_it_reads_again(
    meeting: Meeting,
) -> None:
    assert not meeting.facts["seat_from_half_a_reading"]
    assert "请重新插好" in told(meeting, "评审包第 2 号", "读取中途")
    assert told(meeting, "评审包第 2 号", "专家02建立席位") == ""


def test_every_seat_tells_the_fingerprint_of_the_opening_record(meeting: Meeting) -> None:
    assert meeting.facts["seats_told_fingerprint"]
    paper = "".join(page_texts(meeting.facts["opening"].read_bytes())).replace(" ", "")
    assert meeting.facts["fingerprint"] in paper


def test_whoever_stands_back_cannot_open_the_estate_on_the_own_laptop(meeting: Meeting) -> None:
    assert "回避" in meeting.facts["shut"]
    assert [meeting.ids[RECUSED[0]], RECUSED[1], "申报"] in meeting.facts["recusals"]


def test_nothing_that_is_wrong_gets_in_and_nothing_of_it_stays(meeting: Meeting) -> None:
    assert set(meeting.facts["wrong"]) == {"拒绝"}
    assert meeting.facts["wrong"]["拒绝"] == len(FORGED) + 5
    assert meeting.facts["after_wrong"] == ("1/9", 0, {})  # one sits at the secretary's machine


def test_every_kind_of_wrong_bundle_has_its_own_sentence(meeting: Meeting) -> None:
    wrong = [e for e in meeting.exchanges if e.what.startswith("伪造：")]
    assert len({e.code for e in wrong}) >= 11
    assert "激活凭据" in told(meeting, "伪造：另一把密钥签名")
    assert "与它的校验码不符" in told(meeting, "伪造：改了分、重新签名")
    assert "签名不是这份评分表的" in told(meeting, "伪造：改了分和校验码、重新签名")
    assert "是演练的数据" in told(meeting, "伪造：写明是演练")
    assert "不是交给本次评审的" in told(meeting, "演练的评分包")
    assert "没有加密" in told(meeting, "伪造：内容原样、没有加密")
    assert "不是交给本次评审的" in told(meeting, "伪造：内容原样、封给另一次评审")
    assert "加密的内容已损坏或被改动" in told(meeting, "伪造：改动一个字节")
    assert "加密的内容已损坏或被改动" in told(meeting, "伪造：一封的开头接另一封的内容")
    assert "按第 1 版材料评的，现为第 2 版" in told(meeting, "过期：按旧材料评的")
    assert "请重新插好 U 盘" in told(meeting, "选中后 U 盘已拔出")


def test_honest_bundles_come_in_once(meeting: Meeting) -> None:
    assert meeting.facts["honest"] == {"新增": 7}
    after = meeting.facts["after_honest"]
    assert after["told"] == "8/9"
    assert after["missing"] == [LATE]
    assert after["rows"][SHARED] == "已收到"
    assert meeting.facts["again"] == {"已存在": 8}


def test_a_bundle_from_before_is_outdated(meeting: Meeting) -> None:
    assert meeting.facts["early"] == "拒绝"
    assert set(meeting.facts["after_second"].values()) == {"已存在", "拒绝"}


def test_two_truths_of_one_expert_wait_for_the_chair(meeting: Meeting) -> None:
    assert meeting.facts["contest"] == "拒绝"
    assert meeting.facts["contested"] == "有争议"
    assert "请组长裁定" in told(meeting, f"{CONTESTED}的同号另一份，分数不同")


def test_before_the_opening_no_points_are_in_windows_records_or_papers(meeting: Meeting) -> None:
    facts = meeting.facts
    for name in (SECRETARY, CHAIR, OBSERVER):
        assert all(facts[f"refused_to_{name}"].values()), name
    assert facts["totals_before"] == 0
    assert facts["papers_before"] >= 5
    assert facts["marks_on_paper"] == 0
    sealed = dict(facts["marks_sealed"])
    assert sealed.pop(SHARED) > 0, "who scores at the secretary's machine is in its records"
    assert not any(sealed.values())
    assert facts["files_telling_sealed"] == [], "no file on the desk's disk or on the stick"
    assert "round.db" in facts["files_telling_opened"]


def test_opening_waits_for_the_missing_or_for_a_reason(meeting: Meeting) -> None:
    assert "提前拆封须由组长写明理由" in told(meeting, "全部评分包")
    opened = dict(meeting.facts["marks_opened"])
    assert opened.pop(LATE) == 0
    assert all(opened.values())


def test_the_late_bundle_counts_like_the_others(meeting: Meeting) -> None:
    assert meeting.facts["late"] == "新增"
    assert meeting.facts["complete"]["told"] == "9/9"
    assert meeting.facts["complete"]["sealed"] == 0


def test_a_sheet_that_was_opened_again_comes_back_as_revision_two(meeting: Meeting) -> None:
    assert meeting.facts["revision"] == 2
    assert meeting.facts["second"] == "新增"


def test_the_far_off_score_was_heard_and_replaced(meeting: Meeting) -> None:
    assert FAR_OFF in [pair[:2] for pair in meeting.facts["heard"]]
    assert [pair[:2] for pair in meeting.facts["replaced"]] == [FAR_OFF]


def test_window_command_line_and_a_calculation_from_the_sticks_agree(meeting: Meeting) -> None:
    ranking = meeting.facts["ranking"]
    assert len(ranking) == 7
    assert ranking == meeting.facts["ranking_by_hand"]
    assert [(p, n) for p, n, _ in ranking] == [(p, n) for p, n, _ in meeting.facts["ranking_typed"]]
    assert [e for *_, e in ranking] == [e for *_, e in meeting.facts["ranking_typed"]]


def test_every_paper_of_the_day_is_final_and_says_where_it_comes_from(meeting: Meeting) -> None:
    papers: list[Path] = meeting.facts["papers"]
    names = [path.name for path in papers]
    for title in ("排名表", "得分汇总表", "回避登记表", "处理意见汇总", "开封记录", "签署情况"):
        assert any(name.startswith(f"正式-{title}") for name in names), title
    assert not [name for name in names if name.startswith(("草稿", "演练"))]
    sheets = next(path for path in papers if f"个人评分表-{REOPENED[0]}" in path.name)
    text = "".join(page_texts(sheets.read_bytes()))
    assert "第 2 版" in text
    assert MARK in text
    assert meeting.facts["signed"] == 9 * 7 - 1
    unsigned = ("《开封记录》", "《得分汇总表》", "《排名表》")
    assert [told.partition("（")[0] for told in meeting.facts["unsigned"]] == list(unsigned)
    assert meeting.facts["hindrances"] == []
    assert meeting.facts["records"]["is_sound"]


def test_the_archive_is_accepted_by_a_verifier_that_shares_nothing_with_the_program(
    meeting: Meeting,
) -> None:
    code, said = meeting.facts["verifier"]
    assert code == 0, said
    assert meeting.facts["checked"] == 0
    assert meeting.facts["other_fingerprint"] != 0


def test_any_single_change_of_the_archive_is_refused(meeting: Meeting) -> None:
    changes = meeting.facts["changes"]
    assert len(changes) >= 30
    assert [name for name, (code, _) in changes.items() if code == 0] == []
    assert all(sentence for _, sentence in changes.values())


def test_the_page_tells_these_counts(meeting: Meeting) -> None:
    page = stick_table.PAGE.read_text(encoding="utf-8")
    for line in stick_table.counts(meeting):
        assert line in page
    assert len(EXPERTS) == 9
