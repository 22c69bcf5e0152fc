"""What can be said of a wrong result from its relation to the arguments of the call; relations.py calls it."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import close
from attention_course.checks.messages import related, sentence

MOST_LISTED = 4  # places that a sentence lists
MOST_SLICES = 20  # of a batch, for each of which a function is called


def size_in(factor: float, arguments: Mapping[str, Any]) -> str:
    """The sentence for a factor that is the length of an axis of an argument, its root, 1 over one of these, or the
    root of one length over another; or ''."""
    found = {}
    for name, value in _whole_numbers(arguments):
        for key, value_of in (("multiplied_by_an_argument", value), ("divided_by_an_argument", 1 / value)):
            if np.isclose(factor, value_of, 1e-9, 0):
                return related(key, value=value, name=name)
    for name, shape in shapes_of(arguments):
        for axis, length in enumerate(shape):
            if length > 1:
                for key, value in (("length", length), ("root", length**0.5)):
                    for begin, value_of in (("multiplied", value), ("divided", 1 / value)):
                        if np.isclose(factor, value_of, 1e-9, 0):
                            found.setdefault(key, related(f"{begin}_by_a_{key}", length=length, axis=axis, name=name))
    if "root" in found and ("length" in found or np.isclose(max(factor, 1 / factor) % 1, 0, atol=1e-6)):
        return ""  # 2 is 2, or the root of 4
    return next(iter(found.values()), "") or _root_of_two_lengths(factor, arguments) or _power(factor, arguments)


def _power(factor, arguments):
    """The sentence for a factor that is another power of the length of an axis than 1 and 1/2, of which there is one
    such length; or ''. Of whole numbers and simple fractions nothing can be told."""
    if factor <= 0 or np.isclose(60 * factor, round(60 * factor), 1e-9, 0):
        return ""
    found: dict[tuple[int, str], str] = {}
    for name, shape in shapes_of(arguments):
        for axis, length in enumerate(shape):
            for power in (0.25, -0.25, 1.5, -1.5) if length > 1 else ():
                if np.isclose(factor, length**power, 1e-9, 0):
                    told = related("power_of_a_length", length=length, power=power, axis=axis, name=name)
                    found.setdefault((length, str(power)), told)
    return next(iter(found.values())) if len(found) == 1 else ""


def _root_of_two_lengths(factor, arguments):
    """The sentence for a factor that is the root of one length over another, of which there is one such pair; or ''. Of
    a factor such as 0.5 nothing can be told."""
    if np.isclose(60 * factor, round(60 * factor), 1e-9, 0):
        return ""
    places = {}
    for name, shape in shapes_of(arguments):
        for axis, length in enumerate(shape):
            if length > 1:
                places.setdefault(length, (axis, name))
    pairs = [(a, b) for a, b in itertools.permutations(places, 2) if np.isclose(factor, (a / b) ** 0.5, 1e-9, 0)]
    if len(pairs) != 1:
        return ""
    [(one, other)] = pairs
    (axis, name), (other_axis, other_name) = places[one], places[other]
    return related(
        "root_of_two_lengths", one=one, axis=axis, name=name, other=other, other_axis=other_axis, other_name=other_name
    )


def root_of_sizes(factor: float, arguments: Mapping[str, Any]) -> str:
    """The sentence for a factor that is the root of the length of an axis over another small number, or 1 over it; or
    ''. Of a factor such as 1.5 nothing can be told."""
    if not 0 < factor < 1e3 or np.isclose(60 * factor, round(60 * factor), 1e-9, 0):
        return ""
    found: dict[frozenset[int], str] = {}
    for name, shape in shapes_of(arguments):
        for axis, length in enumerate(shape):
            for key, other in (
                ("root_of_a_length_over", length / factor**2),
                ("root_over_a_length", length * factor**2),
            ):
                whole = round(other)
                if 1 < whole <= 16 and whole != length and np.isclose(other, whole, 1e-9, 0):
                    told = {"factor": f"{factor:.4g}", "length": length, "other": whole, "axis": axis, "name": name}
                    found.setdefault(frozenset((length, whole)), related(key, **told))
    return next(iter(found.values())) if len(found) == 1 else ""


def _whole_numbers(arguments):
    """(name, number) of each argument that is a whole number above 1."""
    numbers = ((n, v) for n, v in arguments.items() if isinstance(v, (int, np.integer)) and not isinstance(v, bool))
    return [(name, int(value)) for name, value in numbers if value > 1]


def shapes_of(arguments: Mapping[str, Any]) -> list[tuple[str, tuple[int, ...]]]:
    """(name, shape) of each argument that is an array."""
    arrays = ((name, as_plain_array(argument)) for name, argument in arguments.items())
    return [(name, array.shape) for name, array in arrays if array is not None and array.ndim]


def sizes(came: tuple[int, ...], shape: tuple[int, ...], arguments: Mapping[str, Any]) -> str:
    """From which axes of the arguments the lengths of a wrong shape and of the right one come, as sentences; '' where
    from none."""
    found = []
    for key, lengths in (("your_length_of", [n for n in came if n not in shape]), ("length_of", shape)):
        for length in dict.fromkeys(n for n in lengths if n > 1):
            places = [(name, k, len(a)) for name, a in shapes_of(arguments) for k, n in enumerate(a) if n == length]
            items = [n for n, a in arguments.items() if isinstance(a, (list, tuple, dict)) and len(a) == length]
            if not places and len(items) == 1:
                found.append(related(f"{key}_items", length=length, name=items[0]))
            for axes in ({k for _, k, _ in places}, {k - ndim for _, k, ndim in places}):  # from the front, or the end
                if len(axes) == 1:
                    found.append(related(key, length=length, axis=axes.pop(), name=places[0][0]))
                    break
    return " ".join(found)


def more_by(length: int, right: int, arguments: Mapping[str, Any]) -> str:
    """The sentence for a length that exceeds the right one by the length of one axis of one argument, or ''."""
    places = _axes_of_length(length - right, arguments)
    if len(places) != 1 or _axes_of_length(length, arguments):
        return ""  # an argument that has that length says more
    [(name, axis)] = places
    return related("longer_by", came=length, right=right, more=length - right, axis=axis, name=name)


def lengths_in(error: str, arguments: Mapping[str, Any]) -> str:
    """Sentences on which axes of the arguments have the lengths that an error on shapes names; '' where one of the two
    of a matrix product has none, or many."""
    sizes_told = re.search(r"\(size (\d+)\D+(\d+)\)", error)
    aligned = re.search(r"aligned:\D+(\d+)\D+\d+\D+(\d+)", error)
    shapes_told = re.search(r"broadcast\stogether\D*?shapes(.*)", error)
    if sizes_told:
        lengths = [int(n) for n in reversed(sizes_told.groups())]  # the one of the left array first
    elif aligned:
        lengths = list(map(int, aligned.groups()))
    else:
        lengths = list(dict.fromkeys(map(int, re.findall(r"\d+", shapes_told.group(1))))) if shapes_told else []
    found = [_whence(length, arguments) for length in lengths if length > 1]
    if (sizes_told or aligned) and not (len(found) == 2 and all(found)):
        return ""
    return " ".join(found) if len(found) <= MOST_LISTED else ""


def _whence(length, arguments):
    """The sentence on the axes that have this length, or that have it divided by an argument; '' for none, or many."""
    axes, numbers = _axes_of_length(length, arguments), _whole_numbers(arguments)
    places = [sentence("axis_of", axis=axis, name=name) for name, axis in axes]
    key, divisor = "a_length_is_that_of", ""
    if not places and any(number == length for _, number in numbers):
        return related("a_length_is_a_number", length=length, name=[n for n, v in numbers if v == length][0])
    for name, number in numbers if not places else ():
        parted = _axes_of_length(length * number, arguments)
        if parted:
            places = [sentence("axis_of", axis=axis, name=other) for other, axis in parted]
            key, divisor = "a_length_is_a_part_of", name
            break
    if not 0 < len(places) < MOST_LISTED:
        return ""
    return related(key, length=length, places=sentence("and").join(places), divisor=divisor)


def _axes_of_length(length, arguments):
    """(name, axis) of each axis of an argument that has this length; of none for 1 and less."""
    return [(name, axis) for name, shape in shapes_of(arguments) for axis, n in enumerate(shape) if n == length > 1]


class Compared(NamedTuple):
    """Each row of one argument with each row of another: arrays (..., row of the one, row of the other)."""

    products: np.ndarray
    but_last: np.ndarray  # without the product of the last entries
    but_first: np.ndarray
    cosines: np.ndarray
    squares: np.ndarray  # of the distances


def rows_compared(shape: tuple[int, ...], arguments: Mapping[str, Any]) -> Iterator[tuple[str, str, Compared]]:
    """(name, name, comparison) for each two arguments whose rows, compared, have this shape."""
    whole = {name: as_plain_array(argument) for name, argument in arguments.items()}
    rows = {n: a.astype(float) for n, a in whole.items() if a is not None and a.dtype.kind in "fiu" and a.ndim > 1}
    for (one, a), (other, b) in itertools.product(rows.items(), repeat=2):
        if a.shape[:-2] != b.shape[:-2] or (*a.shape[:-1], b.shape[-2]) != shape or a.shape[-1] != b.shape[-1]:
            continue
        with np.errstate(all="ignore"):
            products = a @ np.swapaxes(b, -1, -2)
            mine, its = (a * a).sum(axis=-1)[..., :, None], (b * b).sum(axis=-1)[..., None, :]
            last, first = (a[..., :, None, k] * b[..., None, :, k] for k in (-1, 0))
            cosines, apart = products / np.sqrt(mine * its), np.maximum(mine + its - 2 * products, 0)
        yield one, other, Compared(products, products - last, products - first, cosines, apart)


def of_two_arguments(array: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for numbers that are products, cosines or distances of the rows of two arguments, or ''."""
    if array.ndim < 2 or array.size < 4 or array.dtype.kind not in "fiu" or np.ptp(array) <= 1e-9:
        return ""
    for one, other, compared in rows_compared(array.shape, arguments):
        for key, numbers in (
            ("inner_products", compared.products),
            ("inner_products_but_last", compared.but_last),
            ("inner_products_but_first", compared.but_first),
            ("products_of_the_last", compared.products - compared.but_last),
            ("cosines", compared.cosines),
            ("distances", np.sqrt(compared.squares)),
            ("squared_distances", compared.squares),
        ):
            if np.isfinite(numbers).all() and close(array, numbers, 1e-7, 1e-7 * np.abs(numbers).max()):
                return related(key, one=one, other=other)
    return ""


def entry_by_entry(array: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for numbers that are two arguments added, multiplied, subtracted or divided, or ''."""
    whole = {name: as_plain_array(argument) for name, argument in arguments.items()}
    alike = {n: a for n, a in whole.items() if a is not None and a.shape == array.shape and a.dtype.kind in "fiu"}
    if array.size < 3 or np.ptp(array) <= 1e-9:
        return ""
    for (one, a), (other, b) in itertools.permutations(((n, a.astype(float)) for n, a in alike.items()), 2):
        with np.errstate(all="ignore"):
            for key, numbers in (("product", a * b), ("sum", a + b), ("difference", a - b), ("quotient", a / b)):
                if np.isfinite(numbers).all() and close(array, numbers, 1e-9, 1e-12):
                    return related(f"{key}_of_two", one=one, other=other)
    return ""


def _numbers_of_axes(name, calls):
    return {array.ndim for call in calls if (array := as_plain_array(call.get(name))) is not None}


def of_zeros(arguments: Mapping[str, Any]) -> str:
    """The sentence, after a space, for an argument that holds nothing but zeros; or ''."""
    for name, argument in arguments.items():
        array = as_plain_array(argument)
        if array is not None and array.ndim and array.size and array.dtype.kind in "fiu" and not array.any():
            return f" {related('argument_of_zeros', name=name)}"
    return ""


def _kinds(name, calls):
    return {array.dtype.kind for call in calls if (array := as_plain_array(call.get(name))) is not None}


def other_axes(
    arguments: Mapping[str, Any],
    passed: Sequence[Mapping[str, Any]],
    failed: Sequence[Mapping[str, Any]],
    called: Callable[[dict[str, Any]], Any],
    right: Any = None,
) -> str:
    """The sentence for an argument that has another number of axes than in each of the calls `passed`, which were
    right, where none of the calls `failed` has as many as one of those; or ''. `called(arguments)` gives the result of
    the function, or the kind of its error: where it does to each slice what it does to the whole, and that has the
    shapes of the `right` result (None where an error came), it is not the number of axes that it gets wrong."""
    found, sliced = "", {}
    for name, value in arguments.items():
        array = as_plain_array(value)
        right_with = _numbers_of_axes(name, passed)
        seen = right_with - _numbers_of_axes(name, failed)
        if array is not None and seen and array.ndim < min(seen):
            if right is not None or array.dtype.kind not in _kinds(name, passed):
                return ""  # what is right for more axes is so, as a rule, for fewer: it gets something else wrong
        if array is not None and seen and array.ndim not in right_with:
            found = found or related("other_axes", name=name, ndim=array.ndim, seen=", ".join(map(str, sorted(seen))))
            if array.ndim - 1 in seen:
                sliced[name] = array
    lengths = {len(array) for array in sliced.values()}
    if found and len(lengths) == 1 and max(lengths) < MOST_SLICES and all(map(str.isidentifier, arguments)):
        return "" if _same_on_slices(arguments, sliced, lengths.pop(), called, right) else found
    return found


def _same_on_slices(arguments, sliced, length, called, right):
    """True where the function gives for each slice of these arguments that slice of what it gives for the whole (or
    what sums up to that, or averages), or the same error."""
    whole = called(dict(arguments))
    slices = [called(dict(arguments) | {name: array[k] for name, array in sliced.items()}) for k in range(length)]
    if isinstance(whole, type):
        return all(part is whole for part in slices)
    if any(isinstance(part, type) for part in slices):
        return False
    if not isinstance(right, tuple):
        whole, right, slices = (whole,), (right,), [(part,) for part in slices]
    for k, part in enumerate(right):
        try:
            mine, others = np.asarray(whole[k]), np.array([piece[k] for piece in slices])
        except (ValueError, TypeError, IndexError):
            return False
        put_together = (others, others.sum(axis=0), others.mean(axis=0))
        if mine.shape != np.shape(part) or mine.dtype.kind not in "fiub" or others.dtype.kind not in "fiub":
            return False
        if not any(close(mine, other) for other in put_together):
            return False
    return True


def lines_of_an_argument(array: np.ndarray, expected: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for a matrix whose rows, or columns, are those of an argument, or some of them; or ''."""
    matrices = {name: as_plain_array(argument) for name, argument in arguments.items()}
    for name, whole in matrices.items():
        if whole is None or whole.ndim != 2 or array.ndim != 2 or expected.ndim != 2:
            continue
        for key, mine, its, right in (("rows", array, whole, expected), ("columns", array.T, whole.T, expected.T)):
            lines = _rows_in(mine, its)
            if lines and lines != list(range(len(its))):
                should = _rows_in(right, its)
                more = related(f"right_{key}_of_an_argument", lines=_few(should)) if should else ""
                return f"{related(f'{key}_of_an_argument', lines=_few(lines), name=name)} {more}".rstrip()
    return ""


def reduced(array: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for numbers that are the largest entries, or another thing that is one number for each row (or
    column), of an argument; or ''."""
    if array.dtype.kind not in "fiu" or array.size < 2 or np.ptp(array) <= 1e-9:
        return ""
    for name, argument in arguments.items():
        whole = as_plain_array(argument)
        if whole is None or whole.dtype.kind not in "fiu" or not 3 < whole.size < 10_000 or whole.ndim < 2:
            continue
        if array.size < 3 and (array == np.round(array)).all():
            continue  # two whole numbers are equal to many
        for axis in range(whole.ndim):
            if whole.shape[axis] < 2 or array.shape != whole.shape[:axis] + whole.shape[axis + 1 :]:
                continue
            lines = np.moveaxis(whole, axis, -1).astype(float)
            for what, numbers in (
                (sentence("reduced_largest"), lines.max(axis=-1)),
                (sentence("reduced_smallest"), lines.min(axis=-1)),
                (sentence("reduced_last"), lines[..., -1]),
                (sentence("reduced_first"), lines[..., 0]),
                (sentence("reduced_sum_but_first"), lines[..., 1:].sum(axis=-1)),
                (sentence("reduced_sum_but_last"), lines[..., :-1].sum(axis=-1)),
                (sentence("reduced_product"), lines.prod(axis=-1)),
                (sentence("reduced_squares"), (lines * lines).sum(axis=-1)),
                (sentence("reduced_norm"), np.sqrt((lines * lines).sum(axis=-1))),
                (sentence("reduced_positives"), lines.clip(min=0).sum(axis=-1)),
                (sentence("reduced_deviation"), lines.std(axis=-1)),
            ):
                if close(array.astype(float), numbers, 1e-9, 1e-12):
                    return related("argument_reduced", what=what, axis=axis, name=name)
    return ""


def of_arguments(array: np.ndarray, expected: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for numbers that are single entries of an argument, or its mean or sum along an axis; or ''."""
    if array.dtype.kind not in "fiu" or not array.size or float(array.flat[0]).is_integer():
        return ""
    if array.size == 1 and round(float(array.flat[0]), 3) == array.flat[0]:
        return ""  # 0.4 may be anything
    for name, argument in arguments.items():
        whole = as_plain_array(argument)
        if whole is None or whole.dtype.kind != "f" or not 1 < whole.size < 10_000 or not np.isfinite(whole).all():
            continue
        for axis in range(whole.ndim) if whole.ndim > 1 else ():
            for key, reduced in (("argument_averaged", whole.mean(axis)), ("argument_summed", whole.sum(axis))):
                if np.ptp(reduced) > 1e-9 and close(array, reduced, 1e-9, 1e-12):
                    return related(key, name=name, axis=axis)
        places = _places_in(array, whole)
        if places and not _places_in(expected, whole):
            return related("entries_of_an_argument", name=name, places=places)
    return ""


def _few(numbers):
    return ", ".join(map(str, numbers[: 2 * MOST_LISTED])) + (", ..." if len(numbers) > 2 * MOST_LISTED else "")


def _rows_in(array, whole):
    """Which rows of `whole` the rows of `array` are; [] where they are none, or where two rows of `whole` are alike."""
    if whole is None or array.ndim != 2 or whole.ndim != 2 or array.shape[1] != whole.shape[1] or array.shape[1] < 2:
        return []
    if array.dtype.kind not in "fiu" or whole.dtype.kind not in "fiu" or array.size * len(whole) > 100_000:
        return []
    if len(np.unique(whole, axis=0)) < len(whole) or len(whole) < 2 or len(np.unique(array)) < 4:
        return []  # rows of few numbers are alike by chance
    alike = (array[:, None] == whole[None]).all(axis=-1)
    return alike.argmax(axis=1).tolist() if (alike.sum(axis=1) == 1).all() else []


def _places_in(array, whole):
    """Where in `whole` the first entries of `array` stand, as text; '' where not each of them stands at one place."""
    alike = np.isclose(np.ravel(array)[:, None], np.ravel(whole), 1e-12, 0)
    if array.size >= whole.size or array.size > 100 or (alike.sum(axis=1) != 1).any():
        return ""
    places = [np.unravel_index(k, whole.shape) for k in alike.argmax(axis=1)[:MOST_LISTED]]
    return ", ".join(f"[{', '.join(map(str, map(int, place)))}]" for place in places)
