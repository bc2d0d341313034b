"""Parts of a target that fit it, and those that do not."""

import pytest

from osnowa.indicators.splits import Misfit, Share, misfit


def shares(*values, is_share=True, overlaps=False, dimension="sex"):
    return [Share(dimension, value, is_share, overlaps) for value in values]


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ([], None),
        (shares(110, 70), None),
        (shares(180), None),
        (shares(110, 69), Misfit("sum", "sex", 179)),
        (shares(110, 71), Misfit("sum", "sex", 181)),
        (shares(110, is_share=False), None),
        (shares(110, 70, is_share=False), None),
        (shares(110, 71, is_share=False), Misfit("more", "sex", 181)),
        (shares(110, 170, is_share=False, overlaps=True), None),
        (shares(110, 181, is_share=False, overlaps=True), Misfit("more", "sex", 181)),
        ([*shares(110), *shares(70, is_share=False)], Misfit("mixed", "sex")),
        # Each dimension is asked alone.
        ([*shares(110, 70), *shares(90, 90, dimension="round")], None),
        ([*shares(110, 70), *shares(90, dimension="round")], Misfit("sum", "round", 90)),
    ],
)
def test_parts_fit_a_target_of_180(parts, fault):
    assert misfit(180, parts) == fault
