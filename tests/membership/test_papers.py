"""Certificates of participation and member cards."""

from datetime import date

import pytest

from jamsostek.documents.queries import file_of
from jamsostek.documents.services import AlreadyIssued
from jamsostek.membership.services import end_membership
from jamsostek.membership.services.papers import (
    NoLongerMember,
    issue_member_card,
    issue_participation_certificate,
)
from tests.documents.papers import text_of
from tests.people import FOUR, act, batik_melati, hire, person

pytestmark = pytest.mark.django_db

OCTOBER_3 = act(date(2011, 10, 3))


def test_a_certificate_says_what_holds_on_its_day():
    employer = batik_melati(FOUR, address="Jalan Magelang 12")
    hire(employer, "TARI", "BAYU")
    hire(employer, "CITRA", from_date=date(2011, 10, 4))

    document = issue_participation_certificate(
        employer=employer, position="Petugas kepesertaan", act=OCTOBER_3
    )
    words = text_of(file_of(document))

    assert document.number == "000001/SK/V-YOG/2011"
    for said in (
        "SERTIFIKAT KEPESERTAAN",
        "PT Batik Melati Rekaan",
        employer.npp,
        "Jalan Magelang 12",
        "Jaminan Kecelakaan Kerja (JKK); Jaminan Kematian (JKM); Jaminan Hari Tua (JHT);",
        "1 Januari 2005",
        "2 orang",
        "Petugas kepesertaan",
    ):
        assert said in words


def test_who_takes_part_no_more_gets_no_certificate():
    employer = batik_melati()
    end_membership(employer=employer, until_date=date(2011, 10, 4), act=OCTOBER_3)

    issue_participation_certificate(employer=employer, position="Petugas", act=OCTOBER_3)
    with pytest.raises(NoLongerMember):
        issue_participation_certificate(
            employer=employer, position="Petugas", act=act(date(2011, 10, 4)), replace=True
        )


def test_a_card_bears_the_number_and_a_new_one_takes_the_place_of_a_lost_one():
    hire(batik_melati(), "SITI AMINAH", birth_place="Bantul", birth_date=date(1985, 8, 17))
    siti = person("SITI AMINAH")

    lost = issue_member_card(person=siti, act=OCTOBER_3)
    with pytest.raises(AlreadyIssued):
        issue_member_card(person=siti, act=OCTOBER_3)
    fresh = issue_member_card(person=siti, act=OCTOBER_3, replace=True)

    words = text_of(file_of(fresh))
    lost.refresh_from_db()
    assert siti.kpj in words
    assert "Bantul, 17 Agustus 1985" in words
    assert lost.superseded_by == fresh
