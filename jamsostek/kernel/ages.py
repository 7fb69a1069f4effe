"""Ages in whole years, counted by birthdays.

Somebody born on 29 February completes a year of life with 28 February, so that the birthday of
other years is 1 March.
"""

from datetime import date


def age_on(birth_date: date, day: date) -> int:
    """Give the age in whole years on a day; below zero before birth."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def birthday(birth_date: date, age: int) -> date:
    """Give the day on which an age is reached."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)


def last_born(age: int, day: date) -> date:
    """Give the latest day of birth with which an age is reached by a day."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)
