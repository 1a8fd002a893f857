"""评分开始后更换的材料: a newer version of a submission that came after experts had begun."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.submission import Submission, newest_versions


def check(dossier: Dossier) -> Iterator[Finding]:
    """Scoring begins after sealing, so that whatever comes later than a sheet came after it."""
    for submission in newest_versions(dossier.submissions):
        if submission.version > 1 and (why := _ground(dossier, submission)):
            name = dossier.county(submission.county).name
            yield Finding(
                severity=Severity.WARNING,
                code="changed_material",
                where=Where(county=submission.county),
                sentence=(
                    f"{name}的第 {submission.version} 版材料是封存以后换的（{why}），"
                    "请写明更换的理由，并确认专家都看过新的材料。"
                ),
                basis=f"{submission.version}|{submission.digest}",
            )


def _ground(dossier: Dossier, submission: Submission) -> str:
    """How it shows that the version came after sealing; empty where it does not."""
    sheets = (*dossier.sheets, *dossier.earlier_sheets)
    estates = {estate.id for estate in dossier.estates_of(submission.county)}
    outdated = {
        sheet.expert
        for sheet in sheets
        if sheet.estate in estates and sheet.cells and sheet.material_version < submission.version
    }
    if outdated:
        return f"{len(outdated)} 位专家曾按旧版评分"
    handed_in = [sheet.submitted_at for sheet in sheets if sheet.submitted_at is not None]
    if handed_in and min(handed_in) < submission.received_at:
        return "收到时已有专家提交评分"
    return ""
