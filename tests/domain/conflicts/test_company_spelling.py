"""One enterprise under two names."""

from dataclasses import replace

import pytest

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.conflicts import company_spelling
from meihao_desktop.domain.dossier import Dossier
from tests.support.builders import a_company, a_dossier, an_estate, codes


def served_by(*names: str) -> Dossier:
    estates = tuple(
        an_estate(number, summary_facts=a_company(name)) for number, name in enumerate(names, 1)
    )
    return replace(a_dossier([90] * len(names)), estates=estates)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("玉林市锦绣物业服务有限公司", "玉林市锦绣物业服务有限责任公司"),
        ("玉林市锦绣物业服务有限公司", "玉林市锦绣物业管理有限公司"),
        ("玉林市锦绣物业服务有限公司", "玉林锦绣物业有限公司"),
        ("锦绣物业（玉林）有限公司", "锦绣物业(玉林)有限公司"),
        ("锦绣物业服务有限公司（玉林分公司）", "锦绣物业服务有限公司玉林分公司"),
        ("锦绣 物业服务有限公司", "锦绣物业服务有限公司"),
        ("ＡＢＣ物业服务有限公司", "abc物业服务有限公司"),
        ("广西壮族自治区玉林市锦绣物业公司", "广西玉林锦绣物业"),
    ],
)
def test_two_spellings_of_one_enterprise_are_asked_about(one: str, other: str) -> None:
    (finding,) = company_spelling.check(served_by(one, other))
    assert finding.code == "company_spelling"
    assert f"“{one}”（朗悦花园）、“{other}”（长城二花园）" in finding.sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("玉林市锦绣物业服务有限公司", "玉林市锦绣物业服务有限公司"),
        ("锦绣物业服务有限公司", "锦绣物业服务有限公司玉林分公司"),
        ("锦绣物业服务有限公司", "锦绣物业服务股份有限公司"),
        ("玉林市第一物业服务有限公司", "玉林市第二物业服务有限公司"),
        ("中海物业服务有限公司", "中信物业服务有限公司"),
        ("锦绣物业服务有限公司", "锦绣园林有限公司"),
    ],
)
def test_one_spelling_or_two_enterprises_are_no_finding(one: str, other: str) -> None:
    assert codes(company_spelling.check(served_by(one, other))) == []


def test_summary_and_form_of_one_estate_are_compared_too() -> None:
    form = ApplicationForm(
        file="申报表.docx", estate_name="朗悦花园", facts=a_company("锦绣物业管理有限公司")
    )
    estate = an_estate(1, summary_facts=a_company("锦绣物业服务有限公司"), application_form=form)
    (finding,) = company_spelling.check(replace(a_dossier([90]), estates=(estate,)))
    assert finding.where.estate == estate.id


def test_an_empty_name_is_no_spelling() -> None:
    assert codes(company_spelling.check(served_by("", " ", "锦绣物业服务有限公司"))) == []
