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
def places_for_columns(A):
    places = np.zeros(A.shape[1])
    for i, row in enumerate(A):
        places[i] = row.sum()
    return places


test.axes("query")
test.knows(
    lambda A: np.sum(A, axis=1, dtype=float),
    summed_columns=check.Mistake(
        lambda A: np.sum(A, axis=0, dtype=float),
        fact="Your numbers are the sums of the columns (axis 0), one for each key.",
        reason="A row belongs to one query, and it is the query whose attention is shared out.",
        hint="Sum along the last axis: axis=1."),
    summed_everything=check.Mistake(
        lambda A: float(np.sum(A)),
        fact="Your result is one number, the sum of all entries.",
        reason="Each row is one query, and has a sum of its own.",
        hint="Tell sum which axis to sum along; in a loop, begin a total for each row."),
    mean_in_place_of_sum=check.Mistake(
        lambda A: np.mean(A, axis=1),
        fact="Your numbers are the means of the rows.",
        reason="The mean is the sum divided by the number of columns.",
        hint="Use sum."),
    kept_the_axis=check.Mistake(
        lambda A: np.sum(A, axis=1, keepdims=True, dtype=float),
        fact="Your sums stand in an array of shape {shape}, with an axis of length 1 left over.",
        reason="One number a row is asked for: an array with one axis.",
        hint="Check whether keepdims=True, [:, None] or a list in the list makes that axis, and leave it out."),
    running_total=check.Mistake(
        lambda A: np.cumsum(np.sum(A, axis=1, dtype=float)),
        fact="Each of your sums goes on from the one before it.",
        reason="Every row is summed for itself.",
        hint="In a loop over the rows, start again from 0 for each; no sum over the sums is needed."),
    last_column_left_out=check.Mistake(
        lambda A: np.sum(A[:, :-1], axis=1, dtype=float),
        fact="Your sums leave out the last column.",
        reason="A row has as many entries as A has columns, and all of them count. range(m) ends with m - 1 already, and "
               "len(A) is the number of rows.",
        hint="Let a loop over the columns go over range(A.shape[1]), and a slice to the end."),
    first_row_only=check.Mistake(
        lambda A: float(np.sum(A[0])),
        fact="You give one number, the sum of the first row.",
        reason="Each row has a sum. If a `return` stands inside a loop, it ends the function in the first round.",
        hint="Give an array of all the sums: sum along axis=1, or collect them and return after the loop."),
    shares_in_place_of_sums=check.Mistake(
        lambda A: A / np.sum(A, axis=1, keepdims=True),
        fact="Your result, of shape {shape}, is A with each row divided by its sum.",
        reason="That makes weights out of a matrix; here the sums themselves are asked for.",
        hint="Return what you divide by, with one entry for each row."),
    sums_so_far=check.Mistake(
        lambda A: np.cumsum(A, axis=1, dtype=float),
        fact="You give all the partial sums of each row: your result has shape {shape}, like A.",
        reason="Only the sum of the whole row is asked for, and that is the last of them.",
        hint="Give the last of each row alone: sum, not cumsum."),
    divided_by_the_number_of_rows=check.Mistake(
        lambda A: np.sum(A, axis=1, dtype=float) / len(A),
        fact="Your sums are divided by the number of rows.",
        reason="A sum is divided by nothing; in a matrix of attention weights it should come out as 1.",
        hint="Leave the division out."),
    largest_in_place_of_sum=check.Mistake(
        lambda A: np.max(A, axis=1).astype(float),
        fact="You give the largest entry of each row.",
        reason="The question is how much attention a query gives in all, not how much at most.",
        hint="Use sum in place of max."),
    signs_left_out=check.Mistake(
        lambda A: np.sum(np.abs(A), axis=1, dtype=float),
        fact="You sum the entries of each row without their signs.",
        reason="A sum counts a negative entry as negative, so that a matrix with one can be told from one without.",
        hint="Leave the absolute value out."),
    exponentials_summed=check.Mistake(
        lambda A: np.exp(A).sum(axis=1),
        fact="You sum the exponentials of the entries.",
        reason="exp is a part of softmax, and A may be weights already: here only the sum is asked for.",
        hint="Sum A itself."),
    a_place_for_each_column=check.Mistake(
        places_for_columns,
        fact="Your result has a place for each column, shape {shape}, and the sums stand in the first of them.",
        reason="One number a row is asked for.",
        hint="Make the array with len(A) places, that is A.shape[0]."),
    first_entry_twice=check.Mistake(
        lambda A: np.sum(A, axis=1, dtype=float) + A[:, 0],
        fact="You count the first entry of each row twice.",
        reason="If the total starts with the first entry, the loop must start with the second.",
        hint="Start from 0."),
    integer_truncation=lambda A: np.sum(A, axis=1).astype(int).astype(float),
    compared_with_one=check.Mistake(
        lambda A: np.isclose(np.sum(A, axis=1), 1),
        fact="You say whether each sum is 1, with True and False.",
        reason="The sums themselves are asked for: whoever calls the function compares them.",
        hint="Return the sums."),
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
        fact="Your pair is the strongest link of the first row.",
        reason="The largest weight may stand in any row; if a `return` stands in the loop over the rows, it ends the search there.",
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
        hint="np.argmax gives the first; in a loop, compare with >, not with >=.",
        alone=True),
    columns_before_rows=check.Mistake(
        first_column_first,
        fact="Where the largest weight occurs more than once, you give the place that comes first column by column.",
        reason="Reading order is row by row, from left to right.",
        hint="Search A as it stands, not its transpose; of two loops, the outer one goes over the rows.",
        alone=True),
    ties_by_alphabet=check.Mistake(
        lambda A, words: min((words[row], words[column]) for row, column in np.argwhere(A == np.max(A))),
        fact="Where the largest weight occurs more than once, you give another than the first: here the pair that is first in "
             "the alphabet.",
        reason="The first one in reading order is asked for, whatever the words are.",
        hint="Compare the weights alone, and keep the first; a sort may exchange equals.",
        alone=True),
    last_word_left_out=check.Mistake(
        lambda A, words: reference_link(A[:-1, :-1], words),
        fact="Your pair is the strongest link without the last row and the last column.",
        reason="All places count: range(n) ends with n - 1 already, and that is the last one.",
        hint="Let both loops go over range(len(words))."),
    compared_with_the_one_before=check.Mistake(
        lambda A, words: [(words[i], words[j]) for (i, j), before in zip(
            np.ndindex(*A.shape), [A[0, 0], *np.ravel(A)[:-1]]) if A[i, j] > before or i == j == 0][-1],
        fact="Your pair is that of the last weight which is larger than the one before it, in reading order.",
        reason="What is larger than its neighbour need not be larger than all others.",
        hint="Compare with the largest so far, and change that only where a larger weight is found."),
    first_of_each_search=check.Mistake(
        lambda A, words: (words[int(np.argmax(A[:, 0]))], words[int(np.argmax(A[0]))]),
        fact="You give the row of the largest weight of the first column, and the column of the largest weight of the first row.",
        reason="If np.argmax has an axis, it gives a place for each column, or each row, and the first of these belongs to the first one.",
        hint="np.argmax(A) without an axis searches the whole matrix; np.unravel_index turns its answer into row and column.",
        alone=True),
    itself_left_out=check.Mistake(
        lambda A, words: reference_link(np.where(np.eye(len(A)), -np.inf, A), words),
        fact="You leave out the diagonal, the weights that words give to themselves.",
        reason="A word may listen to itself, and that link may be the strongest.",
        hint="Search all entries, those with i == j as well."),
    right_of_the_diagonal=check.Mistake(
        lambda A, words: reference_link(np.where(np.tri(len(A)), -np.inf, A), words),
        fact="Your pair is the strongest link right of the diagonal.",
        reason="A[i, j] and A[j, i] are two different weights: who asks and who is asked changes places.",
        hint="Search all entries: let both loops begin with 0, and leave out np.triu."),
    left_of_the_diagonal=check.Mistake(
        lambda A, words: reference_link(np.where(np.tri(len(A), k=-1), A, -np.inf), words),
        fact="Your pair is the strongest link left of the diagonal.",
        reason="A[i, j] and A[j, i] are two different weights: who asks and who is asked changes places.",
        hint="Search all entries: let both loops go over range(len(words)), and leave out np.tril."),
    last_that_exceeds_the_first=check.Mistake(
        lambda A, words: ([(words[i], words[j]) for i, j in np.argwhere(A > A[0, 0])] or [(words[0], words[0])])[-1],
        fact="You give the last weight that is larger than the very first.",
        reason="If what you compare with stays as it was at the start, each weight above it replaces the one before.",
        hint="Where a larger weight is found, set the best weight to it, and not only the words."),
    first_that_exceeds_the_first=check.Mistake(
        lambda A, words: ([(words[i], words[j]) for i, j in np.argwhere(A > A[0, 0])] or [(words[0], words[0])])[0],
        fact="You give the first weight that is larger than the very first.",
        reason="A later one may be larger still; if a `return` or a `break` stands inside the loops, it ends the search.",
        hint="Go through all entries, and return after both loops."),
    strongest_of_last_query=check.Mistake(
        lambda A, words: (words[-1], words[int(np.argmax(A[-1]))]),
        fact="You give the strongest link of the last row.",
        reason="The largest weight may stand in any row. If the best value is set back for each row, the rows before are "
               "forgotten.",
        hint="In loops, set the best value once, before both."),
    first_key_only=check.Mistake(
        lambda A, words: (words[int(np.argmax(A[:, 0]))], words[0]),
        fact="Your pair is the strongest link of the first column.",
        reason="Each key has a column, and the largest weight may stand in any of them.",
        hint="np.argmax(A) without an axis searches the whole matrix; np.unravel_index turns its answer into row and column."),
    query_with_the_largest_sum=check.Mistake(
        lambda A, words: (lambda row: (words[row], words[int(np.argmax(A[row]))]))(int(np.argmax(A.sum(axis=1)))),
        fact="Your pair is the strongest link of the row with the largest sum.",
        reason="The largest weight of all may stand in another row. In weights all rows sum to 1, so that their sums tell nothing.",
        hint="Search the entries, not the sums of rows."),
    sums_in_place_of_weights=check.Mistake(
        lambda A, words: (words[int(np.argmax(A.sum(axis=1)))], words[int(np.argmax(A.sum(axis=0)))]),
        fact="Your words are those of the row and of the column with the largest sums.",
        reason="One single weight is asked for; it need not stand where these two cross.",
        hint="Search the entries, not their sums."),
    both_directions_added=check.Mistake(
        lambda A, words: reference_link(A + A.T, words),
        fact="Your pair is that with the largest sum of both directions, A[i, j] + A[j, i].",
        reason="A link has a direction: the query gives its attention to the key, and need not get any back.",
        hint="Search A as it stands."),
    one_place_too_early=check.Mistake(
        lambda A, words: tuple(words[i - 1] for i in np.unravel_index(np.argmax(A), A.shape)),
        fact="Both words stand one place before the right ones.",
        reason="Rows, columns and words are all numbered from 0.",
        hint="Check whether something takes 1 off the indices, and use them as they are."),
    rows_and_columns_searched_apart=check.Mistake(
        lambda A, words: (words[int(np.argmax(A.max(axis=1)))], words[int(np.argmax(A.max(axis=0)))]),
        fact="Where the largest weight occurs more than once, your row comes from one place and your column from another.",
        reason="The first row and the first column that hold the largest weight need not cross at one.",
        hint="Find one place, row and column together: np.argmax(A), then np.unravel_index.",
        alone=True),
    first_row_last_column=check.Mistake(
        lambda A, words: (lambda i, j: (words[i[0]], words[j[-1]]))(*np.nonzero(A == np.max(A))),
        fact="Where the largest weight occurs more than once, you give the row of the first place and the column of the last.",
        reason="Both must come from the same place, the first one in reading order.",
        hint="If np.nonzero or np.where gives the places, take element 0 of both arrays.",
        alone=True),
    a_pair_for_each_query=check.Mistake(
        lambda A, words: [(words[i], words[int(np.argmax(row))]) for i, row in enumerate(A)],
        fact="You give a pair for each query.",
        reason="One pair is asked for, that of the largest weight in the whole matrix.",
        hint="Compare the rows' largest weights with each other, too."),
    starts_from_zero=check.Mistake(
        lambda A, words: reference_link(np.maximum(A, 0), words),
        fact="Where no entry is above 0, you give the first pair.",
        reason="The largest entry of any matrix is asked for, and all of them may be negative.",
        hint="If the best value starts from 0, start it from -np.inf or A[0, 0]; leave out any cut at 0."),
    last_column_left_out=check.Mistake(
        lambda A, words: reference_link(A[:, :-1] if len(A) > 1 else A, words),
        fact="Your pair is the strongest link without the last column.",
        reason="The last key counts, too: range(n) ends with n - 1 already, and that is the last place.",
        hint="Let the loop over the columns go over range(len(words))."),
    last_row_left_out=check.Mistake(
        lambda A, words: reference_link(A[:-1] if len(A) > 1 else A, words),
        fact="Your pair is the strongest link without the last row.",
        reason="The last query counts, too: range(n) ends with n - 1 already, and that is the last place.",
        hint="Let the loop over the rows go over range(len(words))."),
)
