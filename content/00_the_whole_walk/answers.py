# %% [markdown]
# What students may hand in for 00_the_whole_walk, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="absolute_weights" lost=["strongest_link_values"] says="in the key word, it gives 'b'; expected 'a'"
# The largest weight without its sign. An earlier example rules out that it is the smallest.
import numpy as np


def strongest_link(A, words):
    i, j = np.unravel_index(np.argmax(np.abs(A)), A.shape)
    return words[i], words[j]

# %% answer="changes_its_argument" lost=["row_sums_values", "row_sums_integers"] mistake="argument_changed_in_place"
# Adds the columns up inside the caller's array.
def row_sums(A):
    for column in range(1, A.shape[1]):
        A[:, 0] += A[:, column]
    return A[:, 0].astype(float)

# %% answer="columns_before_rows" lost=["strongest_link_ties"] mistake="columns_before_rows"
# Searches column by column.
def strongest_link(A, words):
    best = (0, 0)
    for j in range(len(words)):
        for i in range(len(words)):
            if A[i, j] > A[best]:
                best = (i, j)
    return words[best[0]], words[best[1]]

# %% answer="empty" lost="all" says=["`row_sums` is not written yet", "`strongest_link` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="first_row_only" lost=["strongest_link_values", "strongest_link_ties"] mistake="strongest_of_first_query"
# Looks at the first row only.
def strongest_link(A, words):
    return words[0], words[int(A[0].argmax())]

# %% answer="forgot_return" lost=["row_sums_values", "row_sums_integers"] says="gives None"
# Computes, but does not return.
def row_sums(A):
    A.sum(axis=1)

# %% answer="indices_in_place_of_words" lost=["strongest_link_values", "strongest_link_ties"] mistake="indices_in_place_of_words"
# Gives indices.
def strongest_link(A, words):
    i, j = divmod(int(A.argmax()), A.shape[1])
    return i, j

# %% answer="integers_stay_integers" lost=["row_sums_integers"] says="the values are right, but the result has dtype int64"
# Right for floats; integers stay integers.
def row_sums(A):
    return A.sum(axis=1)

# %% answer="kept_the_axis" lost=["row_sums_values", "row_sums_integers"] mistake="kept_the_axis"
# keepdims left over.
def row_sums(A):
    return A.sum(axis=1, keepdims=True).astype(float)

# %% answer="key_before_query" lost=["strongest_link_values", "strongest_link_ties"] mistake="key_before_query"
# The two words in the wrong order.
import numpy as np


def strongest_link(A, words):
    i, j = np.unravel_index(np.argmax(A), A.shape)
    return words[j], words[i]

# %% answer="last_of_the_ties" lost=["strongest_link_ties"] mistake="last_of_the_ties"
# Takes the last of equal weights.
def strongest_link(A, words):
    best = (0, 0)
    for i in range(len(words)):
        for j in range(len(words)):
            if A[i, j] >= A[best]:
                best = (i, j)
    return words[best[0]], words[best[1]]

# %% answer="mean_in_place_of_sum" lost=["row_sums_values", "row_sums_integers"] mistake="mean_in_place_of_sum"
# The mean of each row.
def row_sums(A):
    return A.mean(axis=1)

# %% answer="right_einsum" lost=[]
# Right, with einsum and divmod.
import numpy as np


def row_sums(weights):
    return np.einsum("ij->i", weights.astype(np.float32)).astype(float) if weights.dtype.kind == "i" else \
        np.einsum("ij->i", weights)


def strongest_link(weights, tokens):
    row, column = divmod(int(np.argmax(weights)), len(tokens))
    return (tokens[row], tokens[column])

# %% answer="right_from_the_statement" lost=[]
# Right, written by a reader who had the statement alone.
import numpy as np


def row_sums(A):
    sums = []
    for row in A:
        total = 0.0
        for weight in row:
            total += weight
        sums.append(total)
    return np.array(sums, dtype=float)


def strongest_link(A, words):
    best = (0, 0)
    for i in range(len(words)):
        for j in range(len(words)):
            if A[i][j] > A[best[0]][best[1]]:
                best = (i, j)
    return words[best[0]], words[best[1]]

# %% answer="right_long_double" lost=[]
# Right, in extended precision, with a list for the pair.
import math

import numpy as np


def row_sums(A):
    return np.array([math.fsum(r) for r in A.tolist()], dtype=np.longdouble)


def strongest_link(A, words):
    flat = [(-float(v), i, j) for (i, j), v in np.ndenumerate(A)]
    _, i, j = min(flat)
    return [words[i], words[j]]     # list in place of tuple

# %% answer="right_loops" lost=[]
# Right, with loops and lists of floats.
import numpy as np


def row_sums(A):
    sums = []
    for row in A:
        total = 0.0
        for weight in row:
            total += weight
        sums.append(total)
    return np.array(sums)


def strongest_link(A, words):
    best = (0, 0)
    for i in range(len(words)):
        for j in range(len(words)):
            if A[i, j] > A[best]:
                best = (i, j)
    return words[best[0]], words[best[1]]

# %% answer="right_numpy_strings" lost=[]
# Right, a lambda, and words as NumPy strings.
import numpy as np


def row_sums(A):
    return np.einsum("ij->i", np.array(A, dtype=np.float64))


def strongest_link(A, words):
    n = len(words)
    q, k = divmod(int(np.asarray(A).argmax()), n)
    names = np.array(words)
    return names[q], names[k]      # np.str_

# %% answer="right_products" lost=[]
# Right, with a matrix product and np.where.
import numpy as np


def row_sums(A):
    return A @ np.ones(A.shape[1])


def strongest_link(A, words):
    rows, columns = np.where(A == A.max())
    return words[rows[0]], words[columns[0]]

# %% answer="row_sums_last_column_left_out" lost=["row_sums_values", "row_sums_integers"] mistake="last_column_left_out"
# range(m - 1).
import numpy as np


def row_sums(A):
    return np.array([sum(A[i, j] for j in range(A.shape[1]-1)) for i in range(len(A))], float)

# %% answer="row_sums_running_total" lost=["row_sums_values", "row_sums_integers"] mistake="running_total"
# The sum is never set back to 0.
import numpy as np


def row_sums(A):
    out, t = [], 0.0
    for r in A:
        for x in r:
            t += x
        out.append(t)
    return np.array(out)

# %% answer="sorts_the_words" lost=["strongest_link_values", "strongest_link_ties"] mistake="argument_changed_in_place"
# Sorts the caller's words.
import numpy as np


def strongest_link(A, words):
    words.sort()
    i, j = np.unravel_index(np.argmax(A), A.shape)
    return words[i], words[j]

# %% answer="starts_from_zero" lost=["strongest_link_values"] mistake="starts_from_zero"
# The largest so far starts at 0.
def strongest_link(A, words):
    best = 0
    pair = (words[0], words[0])
    for i in range(len(A)):
        for j in range(len(A)):
            if A[i, j] > best:
                best = A[i, j]
                pair = words[i], words[j]
    return pair

# %% answer="summed_columns" lost=["row_sums_values", "row_sums_integers"] mistake="summed_columns"
# Summed down the columns.
def row_sums(A):
    return A.sum(axis=0).astype(float)

# %% answer="summed_everything" lost=["row_sums_values", "row_sums_integers"] mistake="summed_everything"
# One sum for the whole matrix.
def row_sums(A):
    return float(A.sum())

# %% answer="ties_by_alphabet" lost=["strongest_link_ties"] mistake="ties_by_alphabet"
# Of several largest weights, the pair first in the alphabet.
import numpy as np


def strongest_link(A, words):
    return min((words[i], words[j]) for i, j in np.argwhere(A == A.max()))

# %% answer="row_sums_truncated" lost=["row_sums_values"] mistake="integer_truncation"
# Puts the sums into an array of whole numbers.
import numpy as np


def row_sums(A):
    sums = np.zeros(len(A), dtype=int)
    for i, row in enumerate(A):
        sums[i] = row.sum()
    return sums * 1.0

# %% answer="weakest_link" lost=["strongest_link_values", "strongest_link_ties"] mistake="smallest_weight"
# argmin in place of argmax.
import numpy as np


def strongest_link(A, words):
    i, j = np.unravel_index(A.argmin(), A.shape)
    return words[i], words[j]

# %% answer="mixed_a" lost=["row_sums_values", "row_sums_integers", "strongest_link_values", "strongest_link_ties"] mistake=["divided_by_the_number_of_rows", "itself_left_out"]
# One slip in each exercise: divided by rows, without diagonal.
import numpy as np


def row_sums(A):
    return A.sum(axis=1) / len(A)


def strongest_link(A, words):
    B = np.array(A, dtype=float)
    np.fill_diagonal(B, -np.inf)
    i, j = np.unravel_index(B.argmax(), B.shape)
    return words[i], words[j]

# %% answer="mixed_b" lost=["row_sums_values", "row_sums_integers", "strongest_link_values", "strongest_link_ties"] mistake=["first_row_only", "a_pair_for_each_query"]
# One slip in each exercise: return in loop, pair for each query.
import numpy as np


def row_sums(A):
    for row in A:
        total = 0.0
        for a in row:
            total += a
        return total


def strongest_link(A, words):
    return [(words[i], words[int(np.argmax(A[i]))]) for i in range(len(words))]

# %% answer="mixed_c" lost=["row_sums_values", "row_sums_integers", "strongest_link_values", "strongest_link_ties"] mistake=["shares_in_place_of_sums", "sums_in_place_of_weights"]
# One slip in each exercise: normalised rows, row and column sums.
import numpy as np


def row_sums(A):
    return A / A.sum(axis=1, keepdims=True)


def strongest_link(A, words):
    return words[int(A.sum(axis=1).argmax())], words[int(A.sum(axis=0).argmax())]

# %% answer="mixed_d" lost=["row_sums_values", "row_sums_integers", "strongest_link_ties"] mistake=["sums_so_far", "rows_and_columns_searched_apart"]
# One slip in each exercise: cumulated, independent argmax.
import numpy as np


def row_sums(A):
    return np.cumsum(A, axis=1, dtype=float)


def strongest_link(A, words):
    return words[int(A.max(axis=1).argmax())], words[int(A.max(axis=0).argmax())]

# %% answer="mixed_e" lost=["row_sums_values", "row_sums_integers", "strongest_link_values", "strongest_link_ties"] mistake=["compared_with_one", "right_of_the_diagonal"]
# One slip in each exercise: checks one, upper triangle.
import numpy as np


def row_sums(A):
    return np.isclose(A.sum(axis=1), 1)


def strongest_link(A, words):
    best, pair = -np.inf, (words[0], words[0])
    for i in range(len(words)):
        for j in range(i + 1, len(words)):
            if A[i, j] > best:
                best, pair = A[i, j], (words[i], words[j])
    return pair

# %% answer="mixed_f" lost=["row_sums_values", "row_sums_integers", "strongest_link_values", "strongest_link_ties"] mistake=["exponentials_summed", "strongest_of_last_query"]
# One slip in each exercise: exponentials, best reset.
import numpy as np


def row_sums(A):
    return np.exp(A).sum(axis=1)


def strongest_link(A, words):
    for i, row in enumerate(A):
        best = -np.inf
        for j, a in enumerate(row):
            if a > best:
                best = a
                answer = (words[i], words[j])
    return answer

# %% answer="mixed_g" lost=["row_sums_values", "row_sums_integers", "strongest_link_ties"] mistake=["largest_in_place_of_sum", "first_row_last_column"]
# One slip in each exercise: largest, where mixed.
import numpy as np


def row_sums(A):
    return np.max(A, axis=1).astype(float)


def strongest_link(A, words):
    i, j = np.where(A == A.max())
    return words[i[0]], words[j[-1]]

# %% answer="mixed_h" lost=["row_sums_values", "row_sums_integers", "strongest_link_values", "strongest_link_ties"] mistake=["signs_left_out", "first_key_only"]
# One slip in each exercise: abs sums, first column.
import numpy as np


def row_sums(A):
    return np.linalg.norm(A, ord=1, axis=1) if False else np.abs(A).sum(axis=1).astype(float)


def strongest_link(A, words):
    i = int(np.argmax(A, axis=0)[0])
    return words[i], words[0]

# %% answer="mixed_i" lost=["row_sums_values", "row_sums_integers", "strongest_link_values", "strongest_link_ties"] mistake=["first_entry_twice", "both_directions_added"]
# One slip in each exercise: first counted twice, symmetrised.
import numpy as np


def row_sums(A):
    sums = []
    for row in A:
        total = row[0]
        for value in row:
            total = total + value
        sums.append(total)
    return np.array(sums, dtype=float)


def strongest_link(A, words):
    B = A + A.T
    i, j = np.unravel_index(np.argmax(B), B.shape)
    return words[i], words[j]

# %% answer="mixed_j" lost=["strongest_link_values", "strongest_link_ties"] mistake=["one_place_too_early"]
# One slip in each exercise: counted from one.
import numpy as np


def strongest_link(A, words):
    i, j = np.unravel_index(np.argmax(A), A.shape)
    return words[i - 1], words[j - 1]

# %% answer="columns_first_from_zero" lost=["strongest_link_values", "strongest_link_ties"] mistake="starts_from_zero" says="it gives 'drinks'; expected 'milk'"
# Two slips at once: column by column, and from 0. That only the first column is searched would be untrue.
def strongest_link(A, words):
    best, link = 0, (words[0], words[0])
    for key in range(len(words)):
        for query in range(len(words)):
            if A[query][key] > best:
                best, link = A[query][key], (words[query], words[key])
    return link

# %% answer="row_that_gives_most" lost=["strongest_link_values", "strongest_link_ties"] mistake="query_with_the_largest_sum"
# First the query that gives most, then the key that gets most of it.
def strongest_link(A, words):
    totals = [sum(row) for row in A.tolist()]
    row = A.tolist()[totals.index(max(totals))]
    return words[totals.index(max(totals))], words[row.index(max(row))]

# %% answer="loops_end_early" lost=["strongest_link_values", "strongest_link_ties"] mistake="last_word_left_out"
# range(n - 1), as if the end belonged to it.
def strongest_link(A, words):
    row, column = 0, 0
    last = len(words) - 1
    for i in range(last):
        for j in range(last):
            if A[i, j] > A[row, column]:
                row, column = i, j
    return words[row], words[column]

# %% answer="neighbour_in_place_of_largest" lost=["strongest_link_values", "strongest_link_ties"] mistake="compared_with_the_one_before"
# What it compares with changes at every step.
def strongest_link(A, words):
    before, link = A[0, 0], (words[0], words[0])
    for i, query in enumerate(words):
        for j, key in enumerate(words):
            if A[i, j] > before:
                link = (query, key)
            before = A[i, j]
    return link

# %% answer="two_searches" lost=["strongest_link_values", "strongest_link_ties"] mistake="first_of_each_search"
# argmax along each axis, and the first of what comes.
def strongest_link(A, words):
    rows, columns = A.argmax(axis=0), A.argmax(axis=1)
    return words[rows[0]], words[columns[0]]

# %% answer="return_in_the_loop_into_zeros" lost=["row_sums_values", "row_sums_integers"] says=["got 0 at [1] (query 1); expected 0.7", "as if nothing had been written there"]
# Ends with the first row; the array keeps its zeros. That fractions are cut off would be untrue.
def row_sums(A):
    sums = np.zeros(len(A))
    for i, row in enumerate(A):
        sums[i] = row.sum()
        return sums

# %% answer="all_largest_pairs" lost=["strongest_link_values", "strongest_link_ties"] says="One of the things that you give is right"
# A list of all places.
def strongest_link(A, words):
    places = zip(*np.nonzero(A == A.max()), strict=True)
    return [(words[i], words[j]) for i, j in places]

# %% answer="below_the_diagonal" lost=["strongest_link_values", "strongest_link_ties"] mistake="left_of_the_diagonal"
# Each pair of words is looked at once, the later one asking.
def strongest_link(A, words):
    best, pair = float("-inf"), None
    for i in range(len(words)):
        for j in range(i):
            if A[i, j] > best:
                best, pair = A[i, j], (words[i], words[j])
    return pair

# %% answer="best_weight_stays" lost=["strongest_link_values", "strongest_link_ties"] mistake="last_that_exceeds_the_first"
# Remembers the words of a larger weight, and not the weight.
def strongest_link(A, words):
    first, pair = A[0, 0], (words[0], words[0])
    for i, row in enumerate(A):
        for j, weight in enumerate(row):
            pair = (words[i], words[j]) if weight > first else pair
    return pair

# %% answer="return_at_the_first_larger" lost=["strongest_link_values", "strongest_link_ties"] mistake="first_that_exceeds_the_first"
# Returns as soon as something is larger than the first weight.
def strongest_link(A, words):
    for i in range(len(words)):
        for j in range(len(words)):
            if A[i, j] > A[0, 0]:
                return words[i], words[j]
    return words[0], words[0]

# %% answer="last_entry_of_each_row" lost=["row_sums_values", "row_sums_integers"] says="It is the last entry along axis 1 of A."
# Sets the total in place of adding to it.
def row_sums(A):
    sums = A[:, 0].astype(float)
    for i, row in enumerate(A):
        for number in row:
            sums[i] = number
    return sums

# %% answer="inner_loop_ends_early" lost=["strongest_link_values", "strongest_link_ties"] mistake="last_column_left_out"
# The loop over the columns ends one too early.
def strongest_link(A, words):
    best = float("-inf")
    for i, row in enumerate(A):
        for j in range(max(len(words) - 1, 1)):
            if row[j] > best:
                best, pair = row[j], (words[i], words[j])
    return pair

# %% answer="outer_loop_ends_early" lost=["strongest_link_values"] mistake="last_row_left_out"
# The loop over the rows ends one too early.
def strongest_link(A, words):
    best = float("-inf")
    for i in range(max(len(words) - 1, 1)):
        for j, weight in enumerate(A[i]):
            if weight > best:
                best, pair = weight, (words[i], words[j])
    return pair

# %% answer="array_like_the_first_row" lost=["row_sums_values", "row_sums_integers"] mistake="a_place_for_each_column"
# The sums go into an array that is as long as a row.
import numpy as np


def row_sums(A):
    sums = np.zeros_like(A[0], dtype=float)
    for i in range(len(A)):
        sums[i] += A[i].sum()
    return sums
