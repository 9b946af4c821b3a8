"""The weights of what bears a sentence out."""

from eval.bearing import Sample, cross_validated, fitted
from service.guard.bearing import Signs, likelihood


def samples() -> list[Sample]:
    """Paraphrases near their evidence, and copies with a foreign word."""
    found = []
    for at in range(20):
        near, same = 0.6 + at / 100, 0.3 + at / 100
        found.append(Sample("one", Signs(near, same, at % 3, 0.5, 0.0, 0.0), True, 1.0))
        foreign = Signs(near, same + 0.4, 1 + at % 2, 1.0, 0.1, same)
        found.append(Sample("one", foreign, False, 1.0))
    return found


def test_fitted_weights_tell_the_borne_out_from_the_others() -> None:
    """More likely than not on the one side, less on the other."""
    known = samples()
    weights = fitted(known)
    assert all((likelihood(one.signs, weights) > 0.5) == one.borne_out for one in known)


def test_samples_are_parted_by_weights_that_were_not_fitted_to_them() -> None:
    """Each source has its own figure."""
    assert cross_validated(samples())["one"] > 0.9


def test_a_foreign_word_in_a_copy_counts_more_than_in_a_paraphrase() -> None:
    """The default weights take a word that stands alone among copied ones for no paraphrase."""
    paraphrase = likelihood(Signs(0.8, 0.2, 1, 1.0, 0.0, 0.0))
    copy = likelihood(Signs(0.8, 0.9, 1, 1.0, 0.0, 0.9))
    assert paraphrase > 0.8 > 0.2 > copy
