"""The same file in estates of different counties."""

from dataclasses import replace

from meihao_desktop.domain.conflicts import duplicate_file
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.finding import Severity
from tests.support.builders import a_county, a_dossier, a_photo, an_estate, codes


def of(*estates: Estate) -> Dossier:
    counties = (a_county(1, "博白县"), a_county(2, "陆川县"), a_county(3, "容县"))
    return replace(a_dossier(), counties=counties, estates=estates)


def test_a_file_of_two_counties_is_asked_about_once_for_the_two_estates() -> None:
    ours = (a_photo("台账.pdf", content="甲"), a_photo("照片.jpg", content="乙"))
    theirs = (a_photo("材料/1.pdf", content="甲"), a_photo("材料/2.jpg", content="乙"))
    one, other = an_estate(1, materials=ours), an_estate(2, county=2, materials=theirs)
    (finding,) = duplicate_file.check(of(one, other))
    assert (finding.code, finding.severity) == ("duplicate_file", Severity.WARNING)
    assert finding.where.estate == f"{one.id}+{other.id}"
    assert (
        "博白县“朗悦花园”、陆川县“长城二花园”交了内容完全相同的“台账.pdf”等 2 个文件"
        in finding.sentence
    )


def test_a_file_of_three_counties_is_one_question() -> None:
    photo = a_photo("通知.pdf", content="甲")
    estates = [an_estate(n, county=n, materials=(photo,)) for n in (1, 2, 3)]
    (finding,) = duplicate_file.check(of(*estates))
    assert finding.where.estate.count("+") == 2
    assert "等" not in finding.sentence


def test_one_county_alone_different_contents_and_empty_files_are_no_finding() -> None:
    same = a_photo("台账.pdf", content="甲")
    empty = replace(a_photo("空.pdf", content="空"), size=0)
    within = of(an_estate(1, materials=(same,)), an_estate(2, materials=(same,)))
    across = of(
        an_estate(1, materials=(a_photo("台账.pdf", content="甲"), empty)),
        an_estate(2, county=2, materials=(a_photo("台账.pdf", content="乙"), empty)),
    )
    assert codes(duplicate_file.check(within)) == codes(duplicate_file.check(across)) == []


def test_one_more_common_file_is_a_new_question() -> None:
    def asked(*contents: str) -> str:
        files = tuple(a_photo(f"{c}.pdf", content=c) for c in contents)
        estates = an_estate(1, materials=files), an_estate(2, county=2, materials=files)
        (finding,) = duplicate_file.check(of(*estates))
        return finding.key

    assert asked("甲") != asked("甲", "乙")
