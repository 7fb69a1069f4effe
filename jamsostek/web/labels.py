"""The words for stored codes: roles, kinds, states, relations."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jamsostek.institution.models import Role

Labels = dict[str, Promise]

ROLES: Labels = {
    Role.MEMBERSHIP_OFFICER: _("Petugas kepesertaan"),
    Role.FINANCE_OFFICER: _("Petugas keuangan"),
    Role.CLAIMS_OFFICER: _("Petugas klaim"),
    Role.CLAIMS_SUPERVISOR: _("Penyelia klaim"),
    Role.CASHIER: _("Kasir"),
    Role.REGIONAL_HEAD: _("Kepala kantor wilayah"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
