"""Lines for a display, and modules that the grader lacks, stand in the answers' own cells."""

POINTS = [4, 3, 2]
IRREGULAR = "module no_such_pandas is not installed where this was graded"

ANSWERS = {
    "row_means": """
%matplotlib widget
%load_ext no_such_extension
import no_such_pandas as pd
from no_such_tqdm.auto import tqdm
pd.set_option("display.width", 200)
def row_means(A):
    return np.mean(A, axis=1)
for number in tqdm(range(3)):
    print(row_means(numbers))
""",
    "shares": """
%matplotlib qt
import no_such_seaborn
no_such_seaborn.set_theme()
def shares(values):
    values = np.asarray(values, dtype=float)
    if (values < 0).any():
        raise ValueError(f"{values.min()} is negative")
    return values / values.sum()
""",
}
