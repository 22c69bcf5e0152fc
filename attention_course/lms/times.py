"""Times as systems write them: in any language, with month names or numbers, twelve hours or twenty-four."""

import datetime
import re
import warnings

import dateparser

STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)")  # Blackboard, and nbgrader's documentation
NUMBERS = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b")
# What dateparser does not know: Spanish and Greek a.m. and p.m. with points and spaces, Arabic ones of one letter, and
# the month names of the Levant.
REPAIR = (
    (re.compile(r"\b([ap])\.?\s?m\b\.?", re.IGNORECASE), r"\1m"),
    (re.compile(r"(?<=\d)\s*ص(?!\w)"), " am"),
    (re.compile(r"(?<=\d)\s*م(?!\w)"), " pm"),
    (re.compile("[،٬]"), " "),
    (re.compile(r"(?<!\w)π\.?\s?μ\b\.?"), "am"),
    (re.compile(r"(?<!\w)μ\.?\s?μ\b\.?"), "pm"),
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
LEVANT = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
    "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
}  # fmt: skip


def read_time(text: str, order: str | None = None) -> datetime.datetime | None:
    """The time in a text, with a zone if the text has one; None if there is no time or no whole date in it.

    `order` is that of numbers such as 05/10/2026: "DMY" or "MDY"; without it, such a date is not read.
    """
    text = text.strip()
    if found := STAMP.fullmatch(text):
        return _whole(*map(int, found.groups()))
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        pass
    if numbers := NUMBERS.match(text):
        order = _order(numbers) or order
        if order is None:
            return None
    for form, instead in REPAIR:
        text = form.sub(instead, text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser's own warnings about how it calls Python
        return dateparser.parse(
            _months(text),
            settings={
                "PARSERS": ["absolute-time"],
                "REQUIRE_PARTS": ["day", "month", "year"],
                "DATE_ORDER": order or "DMY",
                "PREFER_LOCALE_DATE_ORDER": False,
            },
        )


def order_of(texts: list[str]) -> str | None:
    """The order of day and month in a column of numeric dates; None if no date shows it, or if two disagree."""
    orders = {_order(found) for text in texts if (found := NUMBERS.match(text))} - {None}
    return orders.pop() if len(orders) == 1 else None


def _order(numbers):
    first, second = int(numbers[1]), int(numbers[3])
    if numbers[2] == ".":
        return "DMY"  # dates with points have the day first everywhere
    if max(first, second) <= 12:
        return None
    return "DMY" if first > 12 else "MDY"


def _whole(*parts):
    try:
        return datetime.datetime(*parts)
    except ValueError:
        return None


def _months(text):
    """The text with the month names of the Levant in English, without other Arabic words: those would be guessed at."""
    for name, number in LEVANT.items():
        if name in text:
            return re.sub(r"[\u0600-\u06ff]+", " ", text.replace(name, f" {MONTHS[number - 1]} "))
    return text
