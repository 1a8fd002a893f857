"""Names and units of the panel in the materials: what is found, kept, and due again."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.domain.conflicts import interest_hint
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Severity
from meihao_desktop.domain.interests.hints import Strength, open_hints
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.domain.mention import Sought, mentions_in
from meihao_desktop.domain.panel import Person, PersonId, PersonKind, Role
from meihao_desktop.domain.progress import Cancelled, Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import convene_panel, find_interests, import_submission
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.find_interests import MentionFiles
from meihao_desktop.operations.texts import SearchFile
from tests.operations.conftest import RoundIn
from tests.support.rounds import EXPERTS, SECRETARY, a_received, estates, sit

ESTATE = EstateId("C01-E01")


def a_file(folder: Path, name: str, *parts: tuple[str, str]) -> SearchFile:
    digest = sha256(name.encode()).hexdigest()
    text_path = folder / f"{digest}.text"
    text_path.write_text(json.dumps(parts, ensure_ascii=False), encoding="utf-8")
    material = Material(path=f"朗悦花园/{name}", digest=digest, size=9, kind=MaterialKind.PDF)
    return SearchFile(material=material, path=folder / digest, text_path=text_path)


def found_in(
    files: tuple[SearchFile, ...], *words: str, is_unit: bool = False
) -> list[tuple[str, str, bool]]:
    wanted = tuple(Sought(person=EXPERTS[0], words=each, is_unit=is_unit) for each in words)
    group = MentionFiles(estate=ESTATE, files=files, wanted=wanted, stamp="")
    (found,) = find_interests.find((group,), Watch())
    return [(mention.file, mention.place, mention.is_backed) for mention in found.mentions]


def search(context: Context) -> None:
    find_interests.keep(
        context, find_interests.find(find_interests.mention_files(context), Watch())
    )


def test_a_name_is_found_with_file_and_place(tmp_path: Path) -> None:
    files = (
        a_file(tmp_path, "纪要.docx", ("第 1 段", "会议纪要"), ("第 4 段", "联系人：专家01")),
        a_file(tmp_path, "台账.xlsx", ("总表!B2", "专家01")),
        a_file(tmp_path, "总结.pdf", ("第 2 页", "专家012 到场")),
    )
    assert found_in(files, "专家01") == [
        ("朗悦花园/纪要.docx", "第 4 段", True),
        ("朗悦花园/台账.xlsx", "总表!B2", False),
    ]


def test_a_unit_is_found_across_a_line_end_and_in_other_widths(tmp_path: Path) -> None:
    files = (a_file(tmp_path, "合同.pdf", ("第 1 页", "受托方：玉林市ＡＢ物业服务\n有限公司")),)
    assert found_in(files, "玉林市AB物业服务有限公司", is_unit=True) == [
        ("朗悦花园/合同.pdf", "第 1 页", False)
    ]
    assert found_in(files, "玉林市AC物业服务有限公司", is_unit=True) == []


def test_the_name_of_a_file_counts_too(tmp_path: Path) -> None:
    assert found_in((a_file(tmp_path, "专家01 证书.pdf"),), "专家01") == [
        ("朗悦花园/专家01 证书.pdf", "", False)
    ]


def test_a_name_on_every_page_is_told_a_few_times_only(tmp_path: Path) -> None:
    pages = [(f"第 {number} 页", "专家01") for number in range(1, 40)]
    assert len(found_in((a_file(tmp_path, "总结.pdf", *pages),), "专家01")) == 3


def test_a_search_can_be_stopped(tmp_path: Path) -> None:
    group = MentionFiles(estate=ESTATE, files=(a_file(tmp_path, "总结.pdf"),), wanted=(), stamp="")
    with pytest.raises(Cancelled):
        find_interests.find((group,), Watch(is_cancelled=lambda: True))


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    """A county of which one estate's text names an expert."""
    context = round_in(Phase.RECEIVING)
    received = a_received(context, "陆川县", ["长城二花园", "朗悦花园"], text="经办人：专家02")
    import_submission.accept(context, received, "陆川县")
    return context


def test_what_was_found_becomes_a_hint_of_the_round(context: Context) -> None:
    desk = find_interests.mentions_desk(context)
    assert (desk.is_new, desk.due, desk.found) == (True, len(estates(context)), 0)
    search(context)
    told = [h for h in open_hints(context.dossier()) if "材料中出现" in h.basis]
    assert {hint.person for hint in told} == {EXPERTS[1]}
    assert {hint.strength for hint in told} == {Strength.LIKELY}
    assert "说明.txt › 第 1 行" in told[0].basis
    (first, *_) = interest_hint.check(context.dossier())
    assert first.severity is Severity.WARNING
    desk = find_interests.mentions_desk(context)
    assert (desk.due, desk.found) == (0, 2)
    assert context.store.audit_log.verify().faults == ()


def test_a_new_member_or_new_materials_ask_for_another_search(context: Context) -> None:
    search(context)
    assert find_interests.mention_files(context) == ()
    import_submission.accept(context, a_received(context, "北流市", ["凯旋会花园"]), "北流市")
    assert [group.estate for group in find_interests.mention_files(context)] == [
        estates(context)[-1]
    ]
    member = Person(id=PersonId("P09"), name="专家09", roles=frozenset({Role.EXPERT}))
    convene_panel.save_person(context, member)
    assert find_interests.mentions_desk(context).due == len(estates(context))
    search(context)
    convene_panel.save_person(context, replace(member, title="高级工程师"))
    assert find_interests.mentions_desk(context).due == 0


def test_what_was_found_of_somebody_who_changed_meanwhile_is_not_kept(context: Context) -> None:
    found = find_interests.find(find_interests.mention_files(context), Watch())
    member = Person(id=PersonId("P09"), name="专家09", roles=frozenset({Role.EXPERT}))
    convene_panel.save_person(context, member)
    before = context.store.audit_log.head()
    find_interests.keep(context, found)
    assert context.store.audit_log.head() == before
    assert mentions_in(context.dossier().name_searches) == ()


def test_the_bureau_that_stands_in_every_form_hints_at_nobody(context: Context) -> None:
    bureau = context.dossier().review_round.bureau
    for number, kind in ((8, PersonKind.BUREAU), (9, PersonKind.OTHER)):
        convene_panel.save_person(
            context,
            Person(
                id=PersonId(f"P{number:02}"), name=f"专家{number:02}", unit=bureau, kind=kind,
                roles=frozenset({Role.EXPERT}),
            ),
        )  # fmt: skip
    (group, *_) = find_interests.mention_files(context)
    assert bureau not in {each.words for each in group.wanted}


def test_an_expert_does_not_search(context: Context) -> None:
    sit(context, EXPERTS[1])
    assert not find_interests.mentions_desk(context).may_search
    with pytest.raises(RuleViolation, match="只有秘书、监督员可以"):
        find_interests.mention_files(context)
    sit(context, SECRETARY)
    assert find_interests.mention_files(context)
