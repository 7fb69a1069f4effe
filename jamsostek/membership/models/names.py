"""The words that names are made of, so that a name written otherwise is found too."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Collate


class PlainName(Func):
    """A name in small letters, its signs turned into spaces and its apostrophes gone."""

    function = "membership_plain_name"
    arity = 1
    output_field = models.TextField()


NAME_WORDS = SearchVector(PlainName(F("name")), config="simple")
"""The words of a name, as the indexes of persons and employers hold them."""


class NameWord(models.Model):
    """A word that some name of a person or an employer has, or once had.

    Triggers on both tables add what is new. A word may stand twice, where two transactions met
    it at once: neither has to wait for the other.
    """

    word = models.TextField()
    key = models.TextField()
    """The word as it sounds, whatever the spelling: Soekarno and Sukarno have one key."""
    near = ArrayField(models.TextField())
    """The key, and the key without each of its letters: words with one of them in common
    differ by a slip of the pen."""

    class Meta:
        indexes = [
            models.Index(Collate("word", "C"), name="name_word"),
            models.Index(Collate("key", "C"), name="name_word_key"),
            GinIndex(OpClass(F("near"), "array_ops"), name="name_word_near"),
        ]

    def __str__(self) -> str:
        return self.word
