"""From a fact to the file it was read from."""

from dataclasses import replace

from meihao_desktop.domain.fact import FactSource
from meihao_desktop.domain.provenance import material_of, shared_sources
from meihao_desktop.domain.submission import Submission
from tests.support.builders import NOON, a_company, a_dossier, a_photo, an_estate, county_id


def test_a_fact_leads_to_the_file_it_was_read_from() -> None:
    form = a_photo("a/申报表.docx")
    old, new = (a_photo("汇总.xlsx", content=content) for content in ("旧", "新"))
    versions = tuple(
        Submission(
            county=county_id(1), version=version, source_name="", container="", digest="",
            received_at=NOON, received_by="秘书", shared_materials=(shared,),
        )
        for version, shared in ((1, old), (2, new))
    )  # fmt: skip
    unchanged = an_estate(1, materials=(form,))
    renewed = an_estate(2, submission_version=2)
    dossier = replace(a_dossier(), estates=(unchanged, renewed), submissions=versions)
    summary = FactSource(file="汇总.xlsx", place="C5")
    own = FactSource(file="a/申报表.docx", place="")
    assert material_of(dossier, unchanged.id, own) == form
    assert material_of(dossier, unchanged.id, summary) == old
    assert material_of(dossier, renewed.id, summary) == new
    assert material_of(dossier, renewed.id, own) is None


def test_a_shared_file_that_only_another_version_has_is_found_there() -> None:
    only = a_photo("汇总.xlsx")
    version = Submission(
        county=county_id(1), version=2, source_name="", container="", digest="",
        received_at=NOON, received_by="秘书", shared_materials=(only,),
    )  # fmt: skip
    dossier = replace(a_dossier(), estates=(an_estate(1),), submissions=(version,))
    source = FactSource(file="汇总.xlsx", place="C5")
    assert material_of(dossier, dossier.estates[0].id, source) == only


def test_of_the_shared_files_only_those_are_sources_that_a_fact_came_from() -> None:
    read, letter = a_photo("推荐汇总表.xlsx"), a_photo("来函.pdf")
    version = Submission(
        county=county_id(1), version=1, source_name="", container="", digest="",
        received_at=NOON, received_by="秘书", shared_materials=(letter, read),
    )  # fmt: skip
    stated = an_estate(1, summary_facts=a_company("锦绣物业服务有限公司"))
    dossier = replace(a_dossier(), estates=(stated, an_estate(2)), submissions=(version,))
    assert shared_sources(dossier, stated.id) == (read,)
    assert shared_sources(dossier, dossier.estates[1].id) == ()
