"""What tests of checks share."""

import pytest

from attention_course.checks import CheckFailed


def message(call, *args, **kwargs):
    """The CheckFailed that the call raises."""
    with pytest.raises(CheckFailed) as caught:
        call(*args, **kwargs)
    return caught.value
