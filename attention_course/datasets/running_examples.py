"""The two running examples of the course: four words of a blog post, and one sentence of five tokens.

The post is "QEUR22_ViATTS0: 今話題のAttentionを使ってみる (外観検査 その1)" of 2023-05-24.
"""

import numpy as np

# fmt: off
# One row of a matrix is one line, as a person would write it.


def post_words() -> tuple[list[str], np.ndarray]:
    """The post's four words: their names, and X (4, 4), one row a word, integers."""
    names = ["word_1", "word_2", "word_3", "word_4"]
    X = np.array([[1, 0, 1, 0],
                  [0, 1, 0, 1],
                  [1, 1, 0, 0],
                  [0, 0, 1, 0]])
    return names, X


def post_weights() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The post's W_Q, W_K, W_V, each (4, 3), integers 0 to 2 drawn with the post's own seed, 42."""
    numbers = np.random.RandomState(42)
    W_Q, W_K, W_V = (numbers.randint(3, size=(4, 3)) for _ in "QKV")
    return W_Q, W_K, W_V


def post_prints() -> dict[str, np.ndarray]:
    """The arrays that the post prints for its words, by name: Q, K, V, scores, weights, attention.

    They stand here as they are printed there, digit by digit. Lesson 05 asks which of them its words and weights give.
    """
    return {
        "Q": np.array([[4, 1, 4],
                       [2, 0, 0],
                       [4, 0, 2],
                       [2, 1, 2]]),
        "K": np.array([[2, 3, 3],
                       [0, 2, 1],
                       [2, 4, 3],
                       [0, 1, 1]]),
        "V": np.array([[1, 1, 0],
                       [0, 1, 1],
                       [1, 2, 1],
                       [0, 0, 0]]),
        "scores": np.array([[11, 10, 11, 5],
                            [12, 8, 10, 6],
                            [6, 4, 4, 4],
                            [7, 6, 7, 3]]),
        "weights": np.array([[0.1804795, 0.10131829, 0.1804795, 0.00564921],
                             [0.32149034, 0.03193065, 0.10131829, 0.01006301],
                             [0.01006301, 0.00317138, 0.00317138, 0.00317138],
                             [0.01792535, 0.01006301, 0.01792535, 0.00178036]]),
        "attention": np.array([[9.92901880e-01, 1.62883281e+00, 6.35930933e-01],
                               [1.22920950e-05, 1.90485723e-05, 6.75647734e-06],
                               [3.95390534e-03, 5.93279494e-03, 1.97888961e-03],
                               [3.08678210e-03, 5.06988081e-03, 1.98309872e-03]]),
    }


FEATURES = ["animal", "drink", "action", "cold"]  # what the four columns of the sentence's X stand for
KEY_FEATURES = ["who", "what", "does"]            # what the three columns of its Q and K stand for
VALUE_FEATURES = ["living", "liquid"]             # what the two columns of its V, and so of its outputs, stand for


def sentence() -> tuple[list[str], np.ndarray]:
    """The sentence "the cat drinks cold milk": its five tokens, and X (5, 4), one row a token.

    The numbers are made by hand, so that a person can follow them: the columns are FEATURES.
    """
    tokens = ["the", "cat", "drinks", "cold", "milk"]
    X = np.array([[0.1, 0.1, 0.1, 0.0],
                  [0.9, 0.1, 0.3, 0.2],
                  [0.3, 0.7, 0.9, 0.1],
                  [0.1, 0.3, 0.0, 0.9],
                  [0.2, 0.9, 0.1, 0.6]])
    return tokens, X


def sentence_weights() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hand-made W_Q (4, 3), W_K (4, 3), W_V (4, 2) for the sentence.

    The columns of Q and K are KEY_FEATURES, those of V are VALUE_FEATURES; the rows are FEATURES. An action asks who
    does it and to what, an animal or a drink asks for an action, and what is cold asks which thing is meant. With
    scaled scores and a softmax over the keys, "drinks" reads "cat" and "milk", "cold" reads "milk", and "cat" and
    "milk" read "drinks".
    """
    W_Q = np.array([[-1.0, 0.0, 2.5],
                    [0.0, -0.5, 2.0],
                    [2.5, 2.0, -2.5],
                    [-0.5, 1.5, -1.0]])
    W_K = np.array([[2.5, 0.0, 0.0],
                    [0.0, 2.5, 0.0],
                    [0.0, -2.0, 2.5],
                    [-0.5, -0.5, -0.5]])
    W_V = np.array([[1.3, 0.0],
                    [-0.1, 1.0],
                    [-1.0, -0.3],
                    [-0.2, -0.1]])
    return W_Q, W_K, W_V
