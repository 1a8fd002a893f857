"""The text of a material lies beside it; what is lost is read once more."""

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import texts
from tests.operations.conftest import RoundIn
from tests.support.rounds import EXPERTS, sit


def test_each_material_is_found_with_its_text_or_read_again(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, EXPERTS[0])
    estate = context.store.submissions.estates()[0]
    files = texts.files_of(context, estate)
    assert [file.material for file in files] == list(estate.materials)
    assert all(file.path.is_file() for file in files)
    wordy = [file for file in files if file.material.kind not in texts.WORDLESS]
    before = {file.material.path: texts.texts(file) for file in wordy}
    for file in wordy:
        file.text_path.unlink(missing_ok=True)
    assert {file.material.path: texts.texts(file) for file in wordy} == before
    for file in files:
        if file.material.kind is MaterialKind.IMAGE:
            assert texts.texts(file) == ()
