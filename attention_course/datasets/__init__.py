"""What the lessons look at: the two running examples, surfaces with known defects, and a reader's own pictures."""

from attention_course.datasets.running_examples import (
    FEATURES,
    KEY_FEATURES,
    VALUE_FEATURES,
    post_prints,
    post_weights,
    post_words,
    sentence,
    sentence_weights,
)

__all__ = [
    "FEATURES",
    "KEY_FEATURES",
    "VALUE_FEATURES",
    "post_prints",
    "post_weights",
    "post_words",
    "sentence",
    "sentence_weights",
]
