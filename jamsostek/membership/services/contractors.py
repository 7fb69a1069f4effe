"""Registering firms that build, and letting their people sign in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.institution.models import Branch, User
from jamsostek.kernel.acts import Act
from jamsostek.membership.matching import name_key
from jamsostek.membership.models import Contractor, ContractorUser, Employer


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContractor:
    """What a contractor says of itself."""

    name: str
    branch: Branch
    employer: Employer | None = None
    address: str = ""
    npwp: str = ""
    phone: str = ""
    email: str = ""


@transaction.atomic
def register_contractors(*, new: Sequence[NewContractor], act: Act) -> list[Contractor]:
    """Register firms that build, all or none.

    Raises:
        NamelessContractor: one of them has no name.
    """
    if not all(one.name.strip() for one in new):
        msg = "A contractor needs a name."
        raise NamelessContractor(msg)
    made = Contractor.objects.bulk_create(
        Contractor(
            name=one.name.strip(),
            name_key=name_key(one.name),
            employer=one.employer,
            branch=one.branch,
            address=one.address,
            npwp=one.npwp,
            phone=one.phone,
            email=one.email,
            registered_at=act.at,
        )
        for one in new
    )
    audit.record(
        act=act,
        action="register_contractor" if len(made) == 1 else "register_contractors",
        subject_type="contractor",
        subject_id=made[0].pk if len(made) == 1 else None,
        detail={"count": len(made)},
    )
    return made


def register_contractor(*, new: NewContractor, act: Act) -> Contractor:
    """Register one firm that builds.

    Raises:
        NamelessContractor: it has no name.
    """
    return register_contractors(new=[new], act=act)[0]


class NamelessContractor(ValueError):
    """A contractor without a name."""


@transaction.atomic
def let_contractor_sign_in(
    *, user: User, name: str, contractor: Contractor, act: Act
) -> ContractorUser:
    """Let a user act for one contractor in its pages."""
    made = ContractorUser.objects.create(user=user, contractor=contractor, name=name)
    audit.record(
        act=act,
        action="let_contractor_sign_in",
        subject_type="contractor",
        subject_id=contractor.pk,
        detail={"username": user.username},
    )
    return made
