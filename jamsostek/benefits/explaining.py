"""Awards in words: facts, rule, article, working, amount and who gets it, for pages and letters.

Whatever shows an award to people, a page, a letter or the command line, takes its words here, so
that all of them say the same.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from textwrap import fill
from typing import Any, Final

from jamsostek.benefits.awards import Award, AwardLine, Label, Recipient
from jamsostek.benefits.schema import Fact, Kind, schema_of
from jamsostek.benefits.sentences import PROGRAMMES, RULES, choice_words
from jamsostek.benefits.shares import HeirsPart, notes_on_division, shares_of
from jamsostek.benefits.workings import shown
from jamsostek.kernel.money import Rupiah
from jamsostek.kernel.words import Lang, long_date, number, rupiah, said_in

WIDTH: Final = 78

RECIPIENTS: Final[dict[Recipient, Label]] = {
    Recipient.MEMBER: Label("tenaga kerja sendiri", "the worker"),
    Recipient.HEIRS: Label("ahli waris", "the heirs"),
    Recipient.EMPLOYER: Label("pemberi kerja", "the employer"),
    Recipient.FUNERAL: Label("yang mengurus pemakaman", "whoever arranges the funeral"),
    Recipient.PROVIDER: Label("rumah sakit atau dokter", "the hospital or doctor"),
    Recipient.STATE: Label("pajak yang dipotong untuk kas negara", "tax withheld for the state"),
}
"""To whom a line goes, in words."""


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One amount in words."""

    kind: str
    label: str
    rule: str
    citation: str
    working: str
    amount: Rupiah
    recipient: str
    months: str
    caution: str


@dataclass(frozen=True, slots=True)
class Open:
    """Something of which no amount can be given: what it is, its article, what would settle it."""

    label: str
    citation: str
    settled_by: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one heir gets, together and of each line; `relation` is empty where there is none."""

    name: str
    relation: str
    amount: Rupiah
    parts: tuple[tuple[str, Rupiah], ...]

    @property
    def who(self) -> str:
        """The heir by name and relation."""
        return f"{self.name} ({self.relation})" if self.relation else self.name


@dataclass(frozen=True, slots=True)
class Explanation:
    """An award in the words of one language."""

    lang: Lang
    title: str
    day: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ExplainedLine, ...]
    subtotals: tuple[tuple[str, Rupiah], ...]
    shares: tuple[Share, ...]
    total: Rupiah
    open: tuple[Open, ...]
    notes: tuple[str, ...]


def explain(award: Award, facts: object, lang: Lang = "id") -> Explanation:
    """Put an award into words, beside the facts that it was computed from."""
    return Explanation(
        lang=lang,
        title=PROGRAMMES[award.programme].in_(lang),
        day=long_date(award.event_date, lang),
        facts=tuple(told_facts(facts, lang)),
        lines=tuple(explain_line(line, lang) for line in award.lines),
        subtotals=subtotals(award, lang),
        shares=tuple(_share(part, lang) for part in shares_of(award, facts)),
        total=award.total,
        open=tuple(
            Open(each.label.in_(lang), each.citation, said_in(each.settled_by, lang))
            for each in award.undetermined
        ),
        notes=tuple(
            said_in(note, lang) for note in (*award.notes, *notes_on_division(award, facts))
        ),
    )


def _share(part: HeirsPart, lang: Lang) -> Share:
    relation = part.heir.relation
    return Share(
        name=part.heir.name,
        relation=relation.words.in_(lang) if relation else "",
        amount=part.amount,
        parts=tuple((label.in_(lang), amount) for label, amount in part.parts),
    )


def explain_line(line: AwardLine, lang: Lang = "id") -> ExplainedLine:
    """Put one line into words."""
    return ExplainedLine(
        kind=line.kind,
        label=line.label.in_(lang),
        rule=RULES[str(line.kind)].in_(lang),
        citation=line.citation,
        working=working_words(line, lang),
        amount=line.amount,
        recipient=RECIPIENTS[line.recipient].in_(lang),
        months=_months(line, lang),
        caution=said_in(line.caution, lang),
    )


def working_words(line: AwardLine, lang: Lang = "id") -> str:
    """Give the sum beside an amount with what it comes to; for a plain amount nothing."""
    working = line.working.strip()
    if working.removeprefix("-").isdigit():
        return rupiah(line.amount, lang)
    return f"{shown(working, lang)} = {rupiah(line.amount, lang)}"


def subtotals(award: Award, lang: Lang = "id") -> tuple[tuple[str, Rupiah], ...]:
    """Give what each recipient gets, in the order of the lines."""
    sums: dict[Recipient, Rupiah] = {}
    for line in award.lines:
        sums[line.recipient] = sums.get(line.recipient, 0) + line.amount
    return tuple((RECIPIENTS[who].in_(lang), amount) for who, amount in sums.items())


def told_facts(facts: object, lang: Lang = "id") -> Iterator[tuple[str, str]]:
    """Give the facts that were told, each with its meaning."""
    for fact in schema_of(type(facts)):
        value = getattr(facts, fact.name)
        if value is None or value == fact.default:
            continue
        label = sentence(short_doc(fact, lang))
        if fact.kind is not Kind.GROUP or value == ():
            yield label, value_words(fact, value, lang)
        else:
            for place, item in enumerate(value, 1):
                yield f"{label} ({place})", ", ".join(_item(item, lang))


def _item(facts: object, lang: Lang) -> Iterator[str]:
    """Give the facts of one of several: names and choices speak for themselves."""
    for fact in schema_of(type(facts)):
        value = getattr(facts, fact.name)
        if value is None or value == fact.default:
            continue
        words = value_words(fact, value, lang) if fact.kind is not Kind.GROUP else ""
        speaks = fact.kind in {Kind.CHOICE, Kind.TEXT}
        yield words if speaks else f"{short_doc(fact, lang)} {words}"


def short_doc(fact: Fact, lang: Lang) -> str:
    """Give what a fact means without what is said besides."""
    return re.split(r",|;| \(|:", fact.doc.in_(lang), maxsplit=1)[0]


def sentence(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def value_words(fact: Fact, value: Any, lang: Lang = "id") -> str:  # noqa: ANN401 - any fact
    """Write the value of a fact as people do."""
    if isinstance(value, tuple | frozenset):
        none = {"id": "tidak ada", "en": "none"}[lang]
        return ", ".join(value_words(fact, item, lang) for item in value) or none
    if fact.is_money:
        return rupiah(value, lang)
    return _WORDS_OF[fact.kind](value, lang)


def _decimal(value: Decimal, lang: Lang) -> str:
    return str(value).replace(".", ",") if lang == "id" else str(value)


def _yes_no(value: bool, lang: Lang) -> str:  # noqa: FBT001 - a fact
    return {"id": ("tidak", "ya"), "en": ("no", "yes")}[lang][value]


_WORDS_OF: Final[dict[Kind, Callable[[Any, Lang], str]]] = {
    Kind.DAY: long_date,
    Kind.WHOLE: number,
    Kind.DECIMAL: _decimal,
    Kind.YES_NO: _yes_no,
    Kind.TEXT: lambda value, _lang: str(value),
    Kind.CHOICE: lambda value, lang: choice_words(value).in_(lang),
}


def _months(line: AwardLine, lang: Lang) -> str:
    if line.months == 1:
        return ""
    least, left = divmod(line.amount, line.months)
    each, many = rupiah(least, lang), number(line.months, lang)
    if left:
        each += {"id": " atau ", "en": " or "}[lang] + rupiah(least + 1, lang)
    return {
        "id": f"dibayar {many} bulan, {each} sebulan",
        "en": f"paid over {many} months, {each} a month",
    }[lang]


_WORDS: Final[dict[str, Label]] = {
    "event": Label("Kejadian pada", "Event of"),
    "facts": Label("Yang diketahui", "What is known"),
    "lines": Label("Yang dibayarkan", "What is paid"),
    "none": Label("Tidak ada yang dibayarkan.", "Nothing is paid."),
    "not_yet": Label(
        "Jumlahnya belum dapat ditetapkan; sebabnya di bawah.",
        "No amount can be given yet; the reason stands below.",
    ),
    "rule": Label("Aturan", "Rule"),
    "article": Label("Dasar hukum", "Article"),
    "working": Label("Perhitungan", "Working"),
    "to": Label("Untuk", "To"),
    "caution": Label("Perhatian", "Caution"),
    "subtotals": Label("Siapa menerima berapa", "Who gets how much"),
    "total": Label("Jumlah", "Total"),
    "open": Label("Yang belum dapat ditentukan", "What cannot be determined"),
    "settled": Label("Yang menentukan", "What would settle it"),
    "shares": Label("Bagian setiap ahli waris", "What each heir gets"),
    "notes": Label("Catatan", "Notes"),
}


def _word(name: str, of: Explanation) -> str:
    return _WORDS[name].in_(of.lang)


def _nothing(of: Explanation) -> str:
    return _word("not_yet" if of.open else "none", of)


def as_text(of: Explanation) -> str:
    """Give an explanation as plain text for a screen or a printer."""
    return "\n".join(_text(of)) + "\n"


def _text(of: Explanation) -> Iterator[str]:
    yield of.title
    yield "=" * len(of.title)
    yield f"{_word('event', of)} {of.day}"
    yield from ("", _word("facts", of))
    for name, value in of.facts:
        yield _wrapped(f"{name}: {value}", 2)
    yield from ("", _word("lines", of))
    if not of.lines:
        yield f"  {_nothing(of)}"
    for place, line in enumerate(of.lines, 1):
        yield from _text_of_line(of, place, line)
    if len(of.subtotals) > 1:
        yield _word("subtotals", of)
        for who, amount in of.subtotals:
            yield _aligned(f"  {sentence(who)}", rupiah(amount, of.lang))
    if of.shares:
        yield _word("shares", of)
        for share in of.shares:
            yield _aligned(f"  {share.who}", rupiah(share.amount, of.lang))
    yield "-" * WIDTH
    yield _aligned(_word("total", of), rupiah(of.total, of.lang))
    yield from _text_of_rest(of)


def _text_of_line(of: Explanation, place: int, line: ExplainedLine) -> Iterator[str]:
    yield _aligned(f"{place}. {line.label}", rupiah(line.amount, of.lang))
    for name, words in _pairs(of, line):
        yield _wrapped(f"{name}: {words}", 3)
    yield ""


def _text_of_rest(of: Explanation) -> Iterator[str]:
    if of.open:
        yield from ("", _word("open", of))
    for each in of.open:
        yield _wrapped(f"{each.label} ({each.citation})", 2)
        yield _wrapped(f"{_word('settled', of)}: {each.settled_by}", 4)
    if of.notes:
        yield from ("", _word("notes", of))
    for note in of.notes:
        yield _wrapped(note, 2)


def _pairs(of: Explanation, line: ExplainedLine) -> list[tuple[str, str]]:
    """Give what stands beside an amount, in the order in which one asks."""
    to = f"{line.recipient}, {line.months}" if line.months else line.recipient
    pairs = [
        (_word("rule", of), line.rule),
        (_word("article", of), line.citation),
        (_word("working", of), line.working),
        (_word("to", of), to),
        (_word("caution", of), line.caution),
    ]
    return [(name, words) for name, words in pairs if words]


def _aligned(left: str, right: str) -> str:
    if len(left) + len(right) >= WIDTH:
        return f"{_wrapped(left, 0)}\n{right:>{WIDTH}}"
    return f"{left}{right:>{WIDTH - len(left)}}"


def _wrapped(text: str, indent: int) -> str:
    return fill(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))


def as_html(of: Explanation) -> str:
    """Give an explanation as a fragment of HTML, without any style of its own."""
    return "\n".join(_html(of)) + "\n"


def _html(of: Explanation) -> Iterator[str]:
    yield f"<h1>{escape(of.title)}</h1>"
    yield f"<p>{escape(_word('event', of))} {escape(of.day)}</p>"
    yield f"<h2>{escape(_word('facts', of))}</h2>"
    yield _html_pairs(of.facts)
    yield f"<h2>{escape(_word('lines', of))}</h2>"
    if not of.lines:
        yield f"<p>{escape(_nothing(of))}</p>"
    for line in of.lines:
        yield f"<h3>{escape(line.label)}: {escape(rupiah(line.amount, of.lang))}</h3>"
        yield _html_pairs(_pairs(of, line))
    sums = [*(of.subtotals if len(of.subtotals) > 1 else ()), (_word("total", of), of.total)]
    yield _html_pairs([(sentence(who), rupiah(amount, of.lang)) for who, amount in sums])
    if of.shares:
        yield f"<h2>{escape(_word('shares', of))}</h2>"
        yield _html_pairs([(each.who, rupiah(each.amount, of.lang)) for each in of.shares])
    if of.open:
        yield f"<h2>{escape(_word('open', of))}</h2>"
        yield _html_pairs([(f"{e.label} ({e.citation})", e.settled_by) for e in of.open])
    if of.notes:
        yield f"<h2>{escape(_word('notes', of))}</h2>"
        yield from (f"<p>{escape(note)}</p>" for note in of.notes)


def _html_pairs(pairs: Any) -> str:  # noqa: ANN401 - any pairs of words
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in pairs)
    return f"<dl>{rows}</dl>"
