"""Keeps lines for an instructor short enough to read."""

from collections.abc import Iterable


def a_few(names: Iterable[str], separator: str = ", ", most: int = 5) -> str:
    """The first few of many names, and how many more there are."""
    names = list(names)
    return separator.join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
