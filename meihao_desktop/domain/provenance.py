"""Where a fact of an estate was read from: the estate's own files, or the county's shared ones."""

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import FactSource
from meihao_desktop.domain.material import Material


def material_of(dossier: Dossier, estate_id: EstateId, source: FactSource) -> Material | None:
    """The file that a fact of this estate was read from; ``None`` where it is not kept."""
    estate = dossier.estate(estate_id)
    everywhere = (*estate.materials, *_shared(dossier, estate))
    return next((material for material in everywhere if material.path == source.file), None)


def shared_sources(dossier: Dossier, estate_id: EstateId) -> tuple[Material, ...]:
    """The shared files that facts of this estate were read from."""
    estate = dossier.estate(estate_id)
    facts = [*estate.summary_facts.values()]
    if estate.application_form is not None:
        facts.extend(estate.application_form.facts.values())
    files = {fact.source.file for fact in facts} - {m.path for m in estate.materials}
    shared = {material.path: material for material in reversed(_shared(dossier, estate))}
    return tuple(shared[file] for file in sorted(files) if file in shared)


def _shared(dossier: Dossier, estate: Estate) -> tuple[Material, ...]:
    """The county's shared files, those of the version that the estate was read from first.

    An estate that came unchanged was read from the version it came with.
    """
    own = [s for s in dossier.submissions if s.county == estate.county]
    own.sort(key=lambda s: (s.version == estate.submission_version, s.version), reverse=True)
    return tuple(material for submission in own for material in submission.shared_materials)
