"""The sign-ins of the demonstration data, shown on pages only in development."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jamsostek.institution.models import Role, User
from jamsostek.membership.models import ContractorUser, EmployerUser
from jamsostek.providers.models import ProviderUser
from jamsostek.web.labels import ROLES

PASSWORD = "peragaan-2011"  # noqa: S105 - of synthetic people, never outside development


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in of the demonstration, and for an employer's people whose they are."""

    username: str
    role: Promise
    of: str = ""
    password: str = PASSWORD


SIGN_INS = (
    SignIn("kepesertaan", ROLES[Role.MEMBERSHIP_OFFICER]),
    SignIn("keuangan", ROLES[Role.FINANCE_OFFICER]),
    SignIn("klaim", ROLES[Role.CLAIMS_OFFICER]),
    SignIn("penyelia", ROLES[Role.CLAIMS_SUPERVISOR]),
    SignIn("dokter", ROLES[Role.MEDICAL_ADVISER]),
    SignIn("kasir", ROLES[Role.CASHIER]),
    SignIn("kanwil", ROLES[Role.REGIONAL_HEAD]),
    SignIn("auditor", ROLES[Role.AUDITOR]),
    SignIn("administrator", ROLES[Role.ADMINISTRATOR]),
    SignIn("perusahaan", _("Petugas perusahaan")),
    SignIn("perusahaan2", _("Petugas perusahaan")),
    SignIn("kontraktor", _("Kontraktor")),
    SignIn("peserta", _("Peserta yang berhenti bekerja")),
    SignIn("mandiri", _("Pekerja mandiri")),
    SignIn("wadah", _("Penanggung jawab wadah")),
    SignIn("klinik", _("Pelaksana kesehatan")),
)


def demo_sign_ins() -> list[SignIn]:
    """Give the sign-ins that exist here; none outside development."""
    if not settings.IN_DEVELOPMENT:
        return []
    names = [sign_in.username for sign_in in SIGN_INS]
    there = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    employers = dict(
        EmployerUser.objects.filter(user__username__in=names).values_list(
            "user__username", "employer__name"
        )
    )
    employers |= dict(
        ContractorUser.objects.filter(user__username__in=names).values_list(
            "user__username", "contractor__name"
        )
    )
    employers |= dict(
        ProviderUser.objects.filter(user__username__in=names).values_list(
            "user__username", "provider__name"
        )
    )
    return [
        replace(sign_in, of=employers.get(sign_in.username, ""))
        for sign_in in SIGN_INS
        if sign_in.username in there
    ]
