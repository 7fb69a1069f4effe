"""What the frame around every page shows: office, role, and where one can go."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jamsostek.institution.models import StaffMember
from jamsostek.reporting.queries import demonstration_size
from jamsostek.web import access
from jamsostek.web.labels import ROLES


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Somewhere the navigation leads: its words, its address."""

    label: Promise
    url: str

    def holds(self, path: str) -> bool:
        """Tell whether an address lies in this place."""
        return path.startswith(self.url) if self.url != "/" else path == "/"


PUBLIC_PLACES = (
    (_("Beranda"), "front"),
    (_("Hitung iuran"), "calculate_contribution"),
    (_("Konstruksi"), "calculate_construction"),
    (_("Pekerja mandiri"), "calculate_own_account"),
    (_("Hitung manfaat"), "calculate_benefits"),
    (_("Wajib daftar?"), "calculate_must_register"),
    (_("Denda"), "calculate_penalty"),
    (_("Peraturan"), "law"),
)
STAFF_PLACES = (
    (_("Pekerjaan"), "home", access.EVERY_OFFICER),
    (_("Pemberi kerja"), "employers", access.READ_MEMBERS),
    (_("Daftarkan pemberi kerja"), "register_employer", access.WRITE_MEMBERS),
    (_("Pekerja mandiri"), "own_accounts", access.READ_MEMBERS),
    (_("Klaim"), "claims", access.READ_CLAIMS),
    (_("Pendapat dokter"), "medical_desk", access.ADVISE_CLAIMS),
    (_("Putusan klaim"), "decisions", access.DECIDE_CLAIMS),
    (_("Keberatan"), "objections", access.READ_CLAIMS),
    (_("Nomor ganda"), "merges", access.WRITE_MEMBERS),
    (_("Proyek"), "projects", access.READ_MEMBERS),
    (_("Tunggakan"), "arrears", access.READ_MEMBERS),
    (_("Rincian tahunan"), "yearly_statements", access.WRITE_MEMBERS),
    (_("Pelaksana kesehatan"), "providers", access.READ_PROVIDERS),
    (_("Klaim pelaksana"), "provider_claims", access.READ_PROVIDERS),
    (_("Penerimaan bank"), "receipts", access.READ_BOOKS),
    (_("Pembayaran"), "payments", access.SEE_PAYMENTS),
    (_("Kas"), "tills", access.SEE_PAYMENTS),
    (_("Realisasi"), "dashboard", access.READ_MEMBERS),
    (_("Target"), "own_targets", access.READ_TARGETS),
    (_("Buku besar"), "trial_balance", access.READ_BOOKS),
    (_("Jejak audit"), "audit", access.READ_AUDIT),
    (_("Peraturan"), "law", access.EVERY_OFFICER),
)
MEMBER_PLACES = (
    (_("Perlindungan saya"), "member_home"),
    (_("Klaim saya"), "member_claims"),
    (_("Hitung iuran"), "calculate_own_account"),
)
GROUP_PLACES = (
    (_("Anggota wadah"), "group_home"),
    (_("Tambah anggota"), "group_add"),
    (_("Tagihan"), "group_bills"),
)
PROVIDER_PLACES = (
    (_("Ringkasan"), "provider_home"),
    (_("Periksa peserta"), "provider_patient"),
    (_("Surat jaminan"), "provider_letters"),
    (_("Kirim klaim"), "provider_send"),
)
EMPLOYER_PLACES = (
    (_("Ringkasan"), "employer_home"),
    (_("Laporan upah"), "employer_declarations"),
    (_("Tenaga kerja"), "employer_workers"),
    (_("Kecelakaan kerja"), "own_notices"),
    (_("Tunggakan"), "own_arrears"),
    (_("Hitung iuran"), "calculate_contribution"),
)
CONTRACTOR_PLACES = (
    (_("Proyek saya"), "contractor_home"),
    (_("Daftarkan proyek"), "contractor_register"),
    (_("Hitung iuran"), "calculate_construction"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the frame what it shows on this request."""
    officer: StaffMember | None = getattr(request, "officer", None)
    employer_user = getattr(request, "employer_user", None)
    if officer:
        places = _staff_places(frozenset(officer.roles))
    elif employer_user:
        places = _places(EMPLOYER_PLACES)
    elif getattr(request, "contractor_user", None):
        places = _places(CONTRACTOR_PLACES)
    elif getattr(request, "member_user", None):
        places = _places(MEMBER_PLACES)
    elif getattr(request, "group_user", None):
        places = _places(GROUP_PLACES)
    elif getattr(request, "provider_user", None):
        places = _places(PROVIDER_PLACES)
    else:
        places = _places(PUBLIC_PLACES)
    return {
        "navigation": _navigation(places, _here(places, request.path), get_language()),
        "office": (officer.branch or officer.region) if officer else None,
        "role_words": _role_words(tuple(officer.roles), get_language()) if officer else "",
        "may_search": bool(officer and access.READ_MEMBERS.admits(request)),
        "may_read_claims": bool(officer and access.READ_CLAIMS.admits(request)),
        "may_write_members": bool(officer and access.WRITE_MEMBERS.admits(request)),
        "employer_user": employer_user,
        "business_day": settings.BUSINESS_DAY,
        "demonstration_size": _demonstration_size() if settings.BUSINESS_DAY else None,
        "in_development": settings.IN_DEVELOPMENT,
    }


@lru_cache(maxsize=1)
def _demonstration_size() -> str | None:
    return demonstration_size()


def _here(places: tuple[Place, ...], path: str) -> Place | None:
    """Give the place one is in: the nearest of those that hold the page."""
    holding = [place for place in places if place.holds(path)]
    return max(holding, key=lambda place: len(place.url), default=None)


@lru_cache(maxsize=1024)
def _navigation(places: tuple[Place, ...], here: Place | None, language: str) -> SafeString:
    """Draw the navigation, once for everybody who may go to the same places and is in one."""
    with translation.override(language):
        return render_to_string("parts/navigation.html", {"places": places, "here": here})


@lru_cache(maxsize=256)
def _role_words(roles: tuple[str, ...], language: str) -> str:
    with translation.override(language):
        return ", ".join(str(ROLES[role]) for role in roles if role in ROLES)


@lru_cache(maxsize=256)
def _staff_places(roles: frozenset[str]) -> tuple[Place, ...]:
    return _places(
        tuple(
            (label, name)
            for label, name, permission in STAFF_PLACES
            if not permission.roles.isdisjoint(roles)
        )
    )


@lru_cache(maxsize=8)
def _places(named: tuple[tuple[Promise, str], ...]) -> tuple[Place, ...]:
    """Give the places that have a route."""
    places = []
    for label, name in named:
        try:
            places.append(Place(label, reverse(name)))
        except NoReverseMatch:
            continue
    return tuple(places)
