"""Reading employers, workers, families and their spells."""

from jamsostek.membership.queries.employers import (
    SimilarEmployer,
    employer_by_npp,
    employers_matching,
    find_employers,
    programmes_on,
    risk_group_on,
    similar_employers,
)
from jamsostek.membership.queries.families import (
    Kin,
    family_on,
    family_status_on,
    kin_of,
    married_workers,
)
from jamsostek.membership.queries.finding import Found
from jamsostek.membership.queries.merges import (
    merges_of,
    merges_within,
    numbers_of,
    person_within,
    same_person_ids,
    waiting_merges,
    with_owners,
)
from jamsostek.membership.queries.persons import (
    employments_on,
    find_persons,
    jobs_in,
    known_niks,
    person_by_number,
    register_of,
    with_others,
)
from jamsostek.membership.queries.profiles import (
    EmploymentSpell,
    MemberNumber,
    Profile,
    profile_of,
)
from jamsostek.membership.queries.workers import agreed_wages, terms_of_work

__all__ = [
    "EmploymentSpell",
    "Found",
    "Kin",
    "MemberNumber",
    "Profile",
    "SimilarEmployer",
    "agreed_wages",
    "employer_by_npp",
    "employers_matching",
    "employments_on",
    "family_on",
    "family_status_on",
    "find_employers",
    "find_persons",
    "jobs_in",
    "kin_of",
    "known_niks",
    "married_workers",
    "merges_of",
    "merges_within",
    "numbers_of",
    "person_by_number",
    "person_within",
    "profile_of",
    "programmes_on",
    "register_of",
    "risk_group_on",
    "same_person_ids",
    "similar_employers",
    "terms_of_work",
    "waiting_merges",
    "with_others",
    "with_owners",
]
