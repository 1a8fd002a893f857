"""A property company whose name is written in more than one way."""

from collections.abc import Iterator

from meihao_desktop.domain.company_name import company_key
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Finding, Severity, Where


def check(dossier: Dossier) -> Iterator[Finding]:
    """Recusals and papers go by the name, so that people should know which one is right."""
    spellings: dict[str, dict[str, str]] = {}
    for estate in dossier.estates:
        for name in _written(estate):
            spellings.setdefault(company_key(name), {}).setdefault(name, estate.id)
    for key, written in spellings.items():
        if key and len(written) > 1:
            told = "、".join(
                f"“{name}”（{dossier.estate_name(estate)}）" for name, estate in written.items()
            )
            yield Finding(
                severity=Severity.WARNING,
                code="company_spelling",
                where=Where(estate="+".join(dict.fromkeys(written.values()))),
                sentence=f"物业服务企业的名称写法不一：{told}，请核实是否同一企业。",
                basis="|".join(written),
            )


def _written(estate: Estate) -> Iterator[str]:
    """As summary and form write it."""
    told = [estate.summary_facts]
    if estate.application_form is not None:
        told.append(estate.application_form.facts)
    for facts in told:
        fact = facts.get(FactName.PROPERTY_COMPANY)
        if fact is not None and fact.shown.strip():
            yield fact.shown.strip()
