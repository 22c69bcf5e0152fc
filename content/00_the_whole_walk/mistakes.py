# %% [markdown]
# Right results and known mistakes of 00_the_whole_walk, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("00_the_whole_walk")
test = check("row_sums")

# %% exercise="row_sums"
test.knows(
    lambda A: np.sum(A, axis=1, dtype=float),
    summed_columns=check.Mistake(
        lambda A: np.sum(A, axis=0, dtype=float),
        fact="You summed down the columns (axis 0): you have one number for each key.",
        reason="A row belongs to one query, and it is the query whose attention is shared out.",
        hint="Sum along the last axis: axis=1."),
    summed_everything=check.Mistake(
        lambda A: float(np.sum(A)),
        fact="You summed all entries into one number.",
        reason="Each row is one query, and has a sum of its own.",
        hint="Tell sum which axis to sum along."),
    mean_in_place_of_sum=check.Mistake(
        lambda A: np.mean(A, axis=1),
        fact="You took the mean of each row.",
        reason="The mean is the sum divided by the number of columns.",
        hint="Use sum."),
    kept_the_axis=check.Mistake(
        lambda A: np.sum(A, axis=1, keepdims=True, dtype=float),
        fact="Your sums stand in an array of shape {shape}, with an axis of length 1 left over.",
        reason="One number a row is asked for: an array with one axis.",
        hint="Leave out keepdims=True."),
    running_total=check.Mistake(
        lambda A: np.cumsum(np.sum(A, axis=1, dtype=float)),
        fact="Each of your sums goes on from the one before it.",
        reason="Every row is summed for itself.",
        hint="Start again from 0 for each row: inside the loop over the rows."),
    last_column_left_out=check.Mistake(
        lambda A: np.sum(A[:, :-1], axis=1, dtype=float),
        fact="Your sums leave out the last column.",
        reason="range(m) ends with m - 1, which is the last column already.",
        hint="Loop over range(A.shape[1])."),
    integer_truncation=lambda A: np.sum(A, axis=1).astype(int).astype(float),
)


# %% exercise="strongest_link"
def reference_link(A, words):
    row, column = max(np.ndindex(*A.shape), key=lambda place: (A[place], [-i for i in place]))
    return words[row], words[column]


def last_link(A, words):
    row, column = max(np.ndindex(*A.shape), key=lambda place: (A[place], place))
    return words[row], words[column]


def first_column_first(A, words):
    row, column = np.unravel_index(np.argmax(A.T), A.T.shape)[::-1]
    return words[row], words[column]


test.knows(
    reference_link,
    key_before_query=check.Mistake(
        lambda A, words: reference_link(A, words)[::-1],
        fact="You give the two words in the wrong order: the key word comes first.",
        reason="Rows are queries, columns are keys, and a row index comes before a column index.",
        hint="Return (words[row], words[column])."),
    smallest_weight=check.Mistake(
        lambda A, words: reference_link(-A, words),
        fact="You give the pair with the smallest weight.",
        reason="The strongest link is the largest weight.",
        hint="Use argmax."),
    strongest_of_first_query=check.Mistake(
        lambda A, words: (words[0], words[int(np.argmax(A[0]))]),
        fact="You looked at the first row only.",
        reason="Each query has a row, and the largest weight may stand in any of them.",
        hint="np.argmax(A) without an axis searches the whole matrix; np.unravel_index turns its answer into row and column."),
    indices_in_place_of_words=check.Mistake(
        lambda A, words: tuple(int(i) for i in np.unravel_index(np.argmax(A), A.shape)),
        fact="You give the indices of the row and the column.",
        reason="The words at these places are asked for.",
        hint="Look the indices up in words."),
    last_of_the_ties=check.Mistake(
        last_link,
        fact="Where the largest weight occurs more than once, you give the last place.",
        reason="The first one in reading order is asked for.",
        hint="np.argmax gives the first; in a loop, compare with >, not with >=."),
    columns_before_rows=check.Mistake(
        first_column_first,
        fact="Where the largest weight occurs more than once, you search column by column.",
        reason="Reading order is row by row, from left to right.",
        hint="Search A as it stands, not its transpose."),
    ties_by_alphabet=check.Mistake(
        lambda A, words: min((words[row], words[column]) for row, column in np.argwhere(A == np.max(A))),
        fact="Where the largest weight occurs more than once, you give the pair that is first in the alphabet.",
        reason="The first one in reading order is asked for, whatever the words are.",
        hint="Compare the weights alone."),
    starts_from_zero=check.Mistake(
        lambda A, words: reference_link(np.maximum(A, 0), words),
        fact="You find nothing larger than 0, and so you give the first pair.",
        reason="The largest entry of any matrix is asked for, and all of them may be negative.",
        hint="Start from A[0, 0], or from -np.inf, not from 0."),
)
