"""Setting up offices, sign-ins and staff.

This package lies below the audit trail, so whoever calls a service records the deed beside it,
in the same transaction.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from jamsostek.institution.models import Branch, Region, Role, StaffMember, User
from jamsostek.institution.queries import Level, Office, read_reference
from jamsostek.institution.rules import REGIONAL_HEAD, roles_clash


@transaction.atomic
def load_offices(*, on: date) -> int:
    """Load the regional offices and branches open on a day; give how many are new.

    They come from the reference. Loading again adds what is missing and leaves the rest as it
    is.
    """
    open_then = [
        row
        for row in read_reference("offices")
        if not row["from_date"] or date.fromisoformat(row["from_date"]) <= on
    ]
    regions = [
        Region(code=row["code"], name=row["name"], city=row["city"])
        for row in open_then
        if row["level"] == Level.REGION
    ]
    before = Region.objects.count() + Branch.objects.count()
    Region.objects.bulk_create(regions, ignore_conflicts=True)
    ids = dict(Region.objects.values_list("code", "id"))
    branches = [
        Branch(
            code=row["code"],
            name=row["name"],
            city=row["city"],
            territory=row["territory"].split(";") if row["territory"] else [],
            region_id=ids[row["parent"]],
        )
        for row in open_then
        if row["level"] == Level.BRANCH
    ]
    Branch.objects.bulk_create(branches, ignore_conflicts=True)
    return Region.objects.count() + Branch.objects.count() - before


class UsernameTaken(ValueError):
    """A user name that somebody already signs in with."""


@transaction.atomic
def create_sign_in(*, username: str, password: str, language: str = "id") -> User:
    """Create a user who can sign in with a password.

    Raises:
        UsernameTaken: somebody already signs in with this name.
    """
    if User.objects.filter(username=username).exists():
        raise UsernameTaken(f"Somebody already signs in as {username!r}.")
    return User.objects.create_user(username=username, password=password, language=language)


class RolesClash(ValueError):
    """Roles that check each other, or that an office does not have, in one hand."""


class AlreadyAppointed(ValueError):
    """A user who works for an office already, or a staff number in use."""


@transaction.atomic
def appoint(
    *,
    user: User,
    name: str,
    staff_number: str,
    office: Office,
    roles: Collection[Role],
) -> StaffMember:
    """Appoint a user to an office in one or more roles.

    Raises:
        RolesClash: no role, roles that check each other, or a regional head at a branch.
        AlreadyAppointed: the user has an office already, or the staff number is in use.
    """
    _check_roles(roles, office)
    same = StaffMember.objects.filter(user=user) | StaffMember.objects.filter(
        staff_number=staff_number
    )
    if same.exists():
        raise AlreadyAppointed(
            f"{user.username} has an office already, or the number {staff_number} is in use."
        )
    return StaffMember.objects.create(
        user=user,
        name=name,
        staff_number=staff_number,
        region_id=office.region_id if office.level is Level.REGION else None,
        branch_id=office.branch_id,
        roles=sorted(roles),
    )


def _check_roles(roles: Collection[Role], office: Office) -> None:
    if not roles:
        raise RolesClash("Somebody appointed holds at least one role.")
    if clash := roles_clash(roles):
        raise RolesClash(f"One person may not be {' and '.join(sorted(clash))}.")
    if REGIONAL_HEAD in roles and office.level is not Level.REGION:
        raise RolesClash(f"{office.code} is not a regional office and has no regional head.")
