"""Search words as PostgreSQL takes them."""

import re

from django.contrib.postgres.search import SearchQuery

_WORDS = re.compile(r"\w+")


def prefix_query(text: str) -> SearchQuery | None:
    """Give a query for texts that have, for every word typed, a word beginning with it."""
    words = _WORDS.findall(text)
    if not words:
        return None
    return SearchQuery(" & ".join(f"{w}:*" for w in words), search_type="raw", config="simple")
