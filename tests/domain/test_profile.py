"""The profile of an estate: its sections beside the mean of all ranked ones."""

from fractions import Fraction

from meihao_desktop.domain.profile import panel_means, profile_of
from meihao_desktop.domain.standing import standing_of
from tests.support.builders import a_dossier, a_plain_rubric, estate_id

DOSSIER = a_dossier([90, 70], rubric=a_plain_rubric(50, 50))


def test_every_section_stands_beside_the_mean_of_all() -> None:
    first, second = profile_of(DOSSIER, standing_of(DOSSIER), estate_id(1))
    assert (first.points, first.mean, first.share, first.mean_share) == (50, 50, 1.0, 1.0)
    assert (second.points, second.mean) == (40, 30)
    assert (second.share, second.mean_share) == (0.8, 0.6)


def test_known_means_give_the_same_profile() -> None:
    standing = standing_of(DOSSIER)
    means = panel_means(DOSSIER, standing)
    assert [mean.mean for mean in means] == [Fraction(50), Fraction(30)]
    known = profile_of(DOSSIER, standing, estate_id(2), means)
    assert known == profile_of(DOSSIER, standing, estate_id(2))


def test_what_is_not_ranked_has_no_profile() -> None:
    empty = a_dossier([[90, None, None]], experts=3)
    assert profile_of(empty, standing_of(empty), estate_id(1)) == ()
    assert panel_means(empty, standing_of(empty)) == ()
