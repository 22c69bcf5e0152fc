"""The formula that a function of whole numbers computes."""

import pytest

from attention_course.checks.formula import formula

NAMES = ("d_model", "d_k", "d_v")


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (lambda n, k, v: n * k + k + v, "d_model * d_k + d_k + d_v"),
        (lambda n, k, v: n * (2 * k + v) - n, "2 * d_model * d_k + d_model * d_v - d_model"),
        (lambda n, k, v: n * k**2 + n * v + 7, "d_model * d_k**2 + d_model * d_v + 7"),
        (lambda n, k, v: v - n * n, "-d_model**2 + d_v"),
        (lambda n, k, v: len([0 for _ in range(n) for _ in range(v)]), "d_model * d_v"),
    ],
)
def test_sums_of_products_are_told_with_what_they_give(function, text):
    told, made = formula(function, NAMES)
    assert told == text
    assert made(12, 4, 5) == function(12, 4, 5)


@pytest.mark.parametrize(
    "function",
    [
        lambda n, k, v: max(n, k) * v,  # no sum of products
        lambda n, k, v: n * k // 2,
        lambda n, k, v: n * k * 1.0,
        lambda n, k, v: n > k,
        lambda n, k, v: None,
        lambda n, k, v: 0,
        lambda n, k, v: (n + k + v + 1) ** 2,  # ten terms say nothing
        lambda n, k, v: n**3 * k,  # a higher power than is looked for
        lambda n, k, v: n * k if n != 7 else n,
    ],
)
def test_of_any_other_function_nothing_is_told(function):
    assert formula(function, NAMES) is None


def test_one_number_or_four_are_not_looked_at():
    assert formula(lambda n: n, ["n"]) is None
    assert formula(lambda a, b, c, d: a + b, ["a", "b", "c", "d"]) is None
    assert formula(lambda n, m: n * m, ["n", "m"])[0] == "n * m"
