"""Whether JPK cares for somebody on a day: covered or not and why, chosen provider, limits left."""

from dataclasses import dataclass
from datetime import date

from jamsostek.benefits.jpk_package_1993 import (
    REFERRAL_ARTICLES,
    JpkService,
    Patient,
    StayTerms,
    may_receive,
    needs_referral,
    package_on,
)
from jamsostek.contributions.queries.cover import Cover, cover_on
from jamsostek.kernel.words import Lang
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap, NotInForce, read, row_on
from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.membership.queries.families import dependants_of, relative_of
from jamsostek.membership.rules import FamilyCover, family_cover
from jamsostek.providers.models import Provider
from jamsostek.providers.queries.guarantees import days_used
from jamsostek.providers.queries.providers import choice_on

REGISTRATION = "UU 3/1992, Pasal 16 ayat (1)"


@dataclass(frozen=True, slots=True)
class ServiceRight:
    """Whether a patient may have a kind of service, and whether a referral leads to it."""

    service: JpkService
    allowed: bool
    referral: bool
    citation: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What a provider is told of a patient on a day."""

    day: date
    person: InsuredPerson
    dependant: Dependant | None
    covered: bool
    worker: Cover
    family: FamilyCover | None
    """What the law says of a family member; None where the worker is the patient."""
    law: str
    """Why nobody is covered on the day, where the law has no JPK then."""
    provider: Provider | None
    services: tuple[ServiceRight, ...] = ()
    inpatient_days_left: int = 0
    special_care_days_left: int = 0
    caution: str = ""

    @property
    def patient(self) -> Patient:
        """Who the patient is to the worker."""
        return Patient(self.dependant.relation) if self.dependant else Patient.WORKER

    @property
    def name(self) -> str:
        """The patient's name."""
        return self.dependant.name if self.dependant else self.person.name

    @property
    def citation(self) -> str:
        """Where the answer is written."""
        if self.law:
            return "PP 84/2013, Pasal I angka 5"
        insured = [one for one in self.worker.insured if one.programme is Programme.JPK]
        if insured and self.family:
            return self.family.citation
        if insured:
            return insured[0].citation
        return self.worker.lacking[0].citation if self.worker.lacking else REGISTRATION

    def why(self, lang: Lang = "id") -> str:
        """Say in a sentence why the patient is covered, or why not."""
        if self.law:
            return self.law
        insured = [one for one in self.worker.insured if one.programme is Programme.JPK]
        if insured:
            return insured[0].why(lang)
        jpk = [one for one in self.worker.lacking if one.programme in (None, Programme.JPK)]
        if jpk:
            return jpk[0].why(lang)
        return _NOBODY[lang]


_NOBODY: dict[Lang, str] = {
    "id": "Tidak ada kepesertaan JPK pada hari itu.",
    "en": "There is no membership in JPK on that day.",
}


def eligibility_on(
    person: InsuredPerson, day: date, *, dependant: Dependant | None = None
) -> Eligibility:
    """Tell whether JPK cares for a worker or one of the family on a day, and within what limits.

    The answer is the same for everybody who asks; who may ask is for the door to say.
    """
    worker = cover_on(person, day)
    family = _family(person, dependant, day) if dependant else None
    try:
        package = package_on(day)
    except NotInForce as gap:
        return Eligibility(day, person, dependant, False, worker, family, str(gap), None)
    covered = Programme.JPK in worker.programmes and (family is None or family.covered)
    choice = choice_on(person, day)
    patient = Patient(dependant.relation) if dependant else Patient.WORKER
    terms = read(StayTerms, "jpk", on=day)
    used, special = days_used(person, dependant).get(day.year, (0, 0))
    return Eligibility(
        day=day,
        person=person,
        dependant=dependant,
        covered=covered,
        worker=worker,
        family=family,
        law="",
        provider=choice.provider if choice else None,
        services=tuple(_right(service, patient) for service in package) if covered else (),
        inpatient_days_left=max(0, terms.inpatient_days - used),
        special_care_days_left=max(0, terms.special_care_days - special),
        caution=_caution(day),
    )


def _family(person: InsuredPerson, dependant: Dependant, day: date) -> FamilyCover:
    """Tell of one of a family, beside all the others, as only three children have a place."""
    relatives = [relative_of(one) for one in dependants_of(person)]
    return next(
        cover for cover in family_cover(relatives, day) if cover.relative.id == dependant.pk
    )


def _right(service: JpkService, patient: Patient) -> ServiceRight:
    article = REFERRAL_ARTICLES.get(service, "PP 14/1993, Pasal 35 ayat (1)")
    return ServiceRight(service, may_receive(service, patient), needs_referral(service), article)


def _caution(day: date) -> str:
    try:
        return row_on("jpk", "inpatient_days", on=day).caution(day)
    except LawGap:
        return ""
