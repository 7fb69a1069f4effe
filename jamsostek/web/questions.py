"""A journey of question pages: one question a page, answers kept, checked at the end.

Answers are kept in the session exactly as they were typed, so that nothing is lost on the way
and a form shows again what somebody wrote. They count only once their form is valid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise


class QuestionForm(forms.Form):
    """A form on a question page; `facts` are what the journey knows already."""

    use_required_attribute = False

    def __init__(self, *args: Any, facts: Mapping[str, Any] | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.facts = facts or {}
        self.prepare()

    def prepare(self) -> None:
        """Let a form fit its choices to the facts."""


@dataclass(frozen=True, slots=True)
class Question:
    """One page: its place in the address, its words and its form."""

    slug: str
    words: str | Promise
    form: type[QuestionForm]
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the check-answers page."""

    label: str
    value: str
    url: str


class Journey:
    """The questions of one task, and what has been answered of them."""

    def __init__(
        self,
        request: HttpRequest,
        name: str,
        questions: Sequence[Question],
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.session = request.session
        self.name = f"journey:{name}"
        self.questions = questions
        self.facts = facts or {}

    def question(self, slug: str) -> Question | None:
        """Give the question with a slug, if this journey asks it."""
        return next((q for q in self.questions if q.slug == slug), None)

    def form(self, question: Question, data: QueryDict | None = None) -> QuestionForm:
        """Give a question's form: with what is sent now, or with what was kept, or empty."""
        if data is not None:
            return question.form(data, facts=self.facts)
        kept = self._kept().get(question.slug)
        return question.form(_as_sent(kept) if kept else None, facts=self.facts)

    def keep(self, question: Question, data: QueryDict) -> None:
        """Keep what was typed on a page."""
        fields = {
            name: values for name, values in data.lists() if name in question.form.base_fields
        }
        self.session[self.name] = {**self._kept(), question.slug: fields}

    def forget(self, *slugs: str) -> None:
        """Forget some answers, or the whole journey where none is named."""
        left = {s: a for s, a in self._kept().items() if slugs and s not in slugs}
        self.session[self.name] = left

    def first_open(self) -> Question | None:
        """Give the first question without a valid answer; none when all are answered."""
        return next((q for q in self.questions if not self._is_answered(q)), None)

    def before(self, question: Question) -> Question | None:
        """Give the question asked before one."""
        place = self.questions.index(question)
        return self.questions[place - 1] if place else None

    def answer(self, slug: str) -> dict[str, Any]:
        """Give the cleaned answer to one question; empty where it is not answered."""
        question = self.question(slug)
        if question is None:
            return {}
        form = self.form(question)
        return dict(form.cleaned_data) if form.is_bound and form.is_valid() else {}

    def _is_answered(self, question: Question) -> bool:
        form = self.form(question)
        return form.is_bound and form.is_valid()

    def _kept(self) -> dict[str, dict[str, list[str]]]:
        kept: dict[str, dict[str, list[str]]] = self.session.get(self.name, {})
        return kept


def _as_sent(kept: Mapping[str, Sequence[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, list(values))
    return data
