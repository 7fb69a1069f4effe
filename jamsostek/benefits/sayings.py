"""Cautions and notes put together without losing their second language."""

from jamsostek.benefits.awards import Said, said_in


def joined(*texts: str) -> str:
    """Give texts as one, each only once; empty where there is none."""
    given = [text for text in dict.fromkeys(texts) if text]
    if not given:
        return ""
    return Said(" ".join(given), " ".join(said_in(text, "en") for text in given))
