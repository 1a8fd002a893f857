"""参考分析 on paper: readings, the chart of severity, the intervals."""

from dataclasses import replace

from meihao_desktop.domain.advice.advice import advice_of
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.printing.advice_pdf import ADVISORY, advice_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier, seen, squeezed, with_rare_names
from tests.printing.reading import page_texts
from tests.support.builders import a_dossier, a_recusal, an_estate


def printed_pages(dossier: Dossier) -> bytes:
    standing = standing_of(dossier)
    advice = advice_of(dossier, standing, seed=STAMP.check_code)
    return advice_pdf(dossier, standing, advice, STAMP)


def printed(dossier: Dossier) -> str:
    return seen(printed_pages(dossier))


def test_it_says_that_it_changes_nothing() -> None:
    assert squeezed(ADVISORY) in printed(a_full_dossier())


def test_the_figures_come_with_their_readings() -> None:
    text = printed(a_full_dossier())
    assert "W1.00：各专家排序相当一致" in printed(a_dossier([90, 80, 70]))
    assert "：全体专家的均分" in text
    assert "专家02" in text
    assert "比其他专家均分" in text
    assert "前2名：" in text


def test_severity_and_place_intervals_are_drawn_with_their_words() -> None:
    text = printed(a_full_dossier())
    assert "四、各专家的宽严" in text
    assert "±" in text
    assert "五、各小区的名次区间" in text
    assert "1保利花园第1" in text
    assert "种子7F3A-22C1-9B04-AA31决定" in text


def test_common_experts_have_a_part_only_after_a_recusal() -> None:
    assert "共同专家" not in printed(a_dossier([90, 80, 70]))
    after = printed(a_dossier([90, 80, 70], recusals=[a_recusal(2, 1)]))
    assert "六、全部有效专家与共同专家的比较" in after
    assert "七、各部分得分与全体均值之差" in after


def test_sections_stand_as_differences_from_the_mean_of_all() -> None:
    text = printed(a_dossier([90, 70]))
    assert "全体均值80.00" in text
    assert "+10.00" in text
    assert "−10.00" in text


def test_worth_is_told_as_on_every_result_paper() -> None:
    assert "草稿参考分析" in printed(a_dossier([90, 80]))
    final = a_dossier([90, 80], phase=Phase.FINAL)
    assert "正式参考分析" in printed(final)
    rehearsal = replace(final.review_round, mode=RoundMode.REHEARSAL)
    assert "演练参考分析" in printed(replace(final, review_round=rehearsal))


def test_nothing_ranked_makes_a_paper_that_says_so() -> None:
    dossier = replace(a_dossier([[90, None, None]], experts=3), recusals=a_dossier().recusals)
    text = printed(dossier)
    assert "参加排名的小区不足两个" in text
    assert "数据不足，无法计算" in text


def test_rare_characters_and_long_names_are_printed_whole() -> None:
    assert "禤堃㙟花园" in printed(with_rare_names(a_full_dossier()))
    long_name = "玉林市福绵区绿地城市之光国际花园二期"
    dossier = a_dossier([90, 80])
    estates = (an_estate(1, long_name), dossier.estates[1])
    assert printed(replace(dossier, estates=estates)).count(long_name) == 3


def test_thirty_five_estates_go_on_over_pages_without_losing_one() -> None:
    dossier = a_dossier([95 - at for at in range(35)], experts=9)
    pages = page_texts(printed_pages(dossier))
    assert len(pages) > 2
    text = squeezed("".join(pages))
    assert all(text.count(estate.name) >= 2 for estate in dossier.estates)


def test_every_total_stands_on_one_scale_with_the_mean() -> None:
    words = printed(a_dossier([[60, 70, 80, 90, 100], 75]))
    assert "得分分布" in words
    assert "竖线是每位专家的总分" in words
    assert words.rindex("60.00") < words.rindex("100.00")
