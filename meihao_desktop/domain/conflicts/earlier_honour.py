"""An estate or an enterprise that was honoured in an earlier round."""

from collections.abc import Iterator

from meihao_desktop.domain.company_name import company_key
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.earlier_round import EarlierRound
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.estate_name import name_key
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Finding, Severity, Where


def check(dossier: Dossier) -> Iterator[Finding]:
    """Whether an honoured estate may be nominated again is a rule of the round."""
    for earlier in dossier.earlier_rounds:
        for estate in dossier.contenders:
            yield from _estate(dossier, earlier, estate)
        if dossier.review_round.year - earlier.year == 1:
            yield from _companies(dossier, earlier)


def _estate(dossier: Dossier, earlier: EarlierRound, estate: Estate) -> Iterator[Finding]:
    county, key = dossier.county_of(estate), name_key(estate.name)
    past = next(
        (p for p in earlier.honoured if name_key(p.name) == key and p.county == county), None
    )
    if past is None:
        return
    review_round = dossier.review_round
    rest = review_round.rules.honour_rest_years
    must_rest = 0 < review_round.year - earlier.year <= rest
    known = "" if past.name == estate.name else f"（当时写作“{past.name}”）"
    ask = (
        f"按本轮规则，获得称号后 {rest} 年内不得再次申报，请核实并写明处理意见或登记一票否决"
        if must_rest
        else "请知悉"
    )
    yield Finding(
        severity=Severity.BLOCKING if must_rest else Severity.NOTE,
        code="earlier_honour",
        where=Where(estate=estate.id),
        sentence=f"“{estate.name}”{known}已列入“{earlier.title}”公示名单，{ask}。",
        basis=f"{earlier.id}|{rest}",
    )


def _companies(dossier: Dossier, earlier: EarlierRound) -> Iterator[Finding]:
    honoured = {company_key(p.company): p for p in reversed(earlier.honoured) if p.company}
    for estate in dossier.contenders:
        company = estate.shown(FactName.PROPERTY_COMPANY)
        past = honoured.get(company_key(company)) if company else None
        if past is not None:
            yield Finding(
                severity=Severity.NOTE,
                code="earlier_company",
                where=Where(estate=estate.id),
                sentence=(
                    f"“{estate.name}”的物业服务企业“{company}”去年（{earlier.year} 年）服务的"
                    f"“{past.name}”已列入公示名单，请知悉。"
                ),
                basis=earlier.id,
            )
