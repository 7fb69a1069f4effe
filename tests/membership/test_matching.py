"""Names and identity numbers compared."""

from datetime import date

import pytest

from jamsostek.membership.matching import NikFinding, name_key, nik_findings

PROVINCES = {"98", "99"}


def test_the_key_of_a_name_has_no_legal_form_signs_or_accents():
    assert name_key("PT. Bätik  Melati (Persero), Tbk.") == "BATIK MELATI"


@pytest.mark.parametrize(
    ("nik", "sex", "findings"),
    [
        ("9974015507850001", "P", []),  # a woman: 15 + 40
        ("9974011507850001", "L", []),
        ("9974015507850001", "L", [NikFinding.SEX_DIFFERS]),
        ("9974011607850001", "L", [NikFinding.BIRTH_DATE_DIFFERS]),
        ("0074011507850001", "L", [NikFinding.UNKNOWN_REGION]),
        ("997401150785000", "L", [NikFinding.NOT_SIXTEEN_DIGITS]),
        ("", "L", [NikFinding.MISSING]),
    ],
)
def test_an_identity_number_is_held_against_region_birth_date_and_sex(nik, sex, findings):
    born = date(1985, 7, 15)

    assert nik_findings(nik, birth_date=born, sex=sex, provinces=PROVINCES) == findings
