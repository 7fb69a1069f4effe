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
    family_status_on,
    find_persons,
    jobs_in,
    known_niks,
    married_workers,
    person_by_number,
    register_of,
    with_others,
)
from jamsostek.membership.queries.profiles import (
    EmploymentSpell,
    FamilyMember,
    MemberNumber,
    Profile,
    profile_of,
)

__all__ = [
    "EmploymentSpell",
    "FamilyMember",
    "Found",
    "MemberNumber",
    "Profile",
    "SimilarEmployer",
    "employer_by_npp",
    "employers_matching",
    "employments_on",
    "family_status_on",
    "find_employers",
    "find_persons",
    "jobs_in",
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
    "waiting_merges",
    "with_others",
    "with_owners",
]
