"""What changes for an employer and its workers, from the officer's browser to the next bill."""

from datetime import date

import pytest
from django.test import Client

from jamsostek.audit.models import Record
from jamsostek.contributions.queries.terms import terms_on
from jamsostek.contributions.services.declarations import declare_nil
from jamsostek.institution.models import Role
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import (
    Employer,
    Employment,
    ProgrammeEnrolment,
    RiskGroupDecision,
    WageRecord,
)
from jamsostek.membership.services import end_employments, end_membership
from jamsostek.web.staff.change_forms import EndMembershipForm
from tests.people import FOUR, act, batik_melati, hire, person, yogyakarta
from tests.web.conftest import TODAY, appoint, elsewhere

pytestmark = pytest.mark.django_db

RISK = {"risk_group": "4", "from_date": "01-10-2011", "reason": "Kini mewarnai kain sendiri"}
LEAVE = {"from_date": "01-11-2011", "reason": "Surat perusahaan 3 Oktober 2011"}
END = {"last_day": "30-09-2011", "reason": "Perusahaan tutup"}
RAISE = {
    "basis": "MONTHLY",
    "wage": "2.750.000",
    "from_date": "01-10-2011",
    "reason": "Kenaikan berkala",
}


@pytest.fixture(autouse=True)
def _on_a_day_of_october(settings):
    settings.BUSINESS_DAY = TODAY


@pytest.fixture
def melati() -> Employer:
    employer = batik_melati(programmes=FOUR)
    hire(employer, "SITI", wage=2_500_000)
    return employer


@pytest.fixture
def officer() -> Client:
    return at_the_browser(appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta()))


def at_the_browser(member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def confirmed(client: Client, address: str, said: dict[str, str]):
    """Answer a question and confirm what is shown; give the page after."""
    return client.post(address, {**said, "pasti": "1"}, follow=True)


def page(client: Client, address: str, said: dict[str, str] | None = None) -> str:
    answer = client.post(address, said) if said is not None else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def of(employer: Employer, rest: str = "") -> str:
    return f"/pemberi-kerja/{employer.npp}/{rest}"


def wage_of(name: str) -> str:
    employment = Employment.objects.select_related("employer").get(person__name=name)
    return of(employment.employer, f"tenaga-kerja/{employment.pk}/upah/")


def test_a_risk_group_is_shown_once_more_before_it_is_decided(officer, melati):
    address = of(melati, "risiko/")

    shown = page(officer, address, RISK)
    decided_before = RiskGroupDecision.objects.count()
    after = confirmed(officer, address, RISK).content.decode()

    assert "Tetapkan kelompok risiko ini?" in shown
    assert "1 Oktober 2011" in shown
    assert 'name="reason" value="Kini mewarnai kain sendiri"' in shown
    assert decided_before == 1
    assert "Kelompok risiko ditetapkan." in after
    # September keeps group III, October has group IV: the dated decision.
    assert terms_on(melati, Month(2011, 9)).risk_group == 3
    assert terms_on(melati, Month(2011, 10)).risk_group == 4
    decision = RiskGroupDecision.objects.get(risk_group=4)
    assert (decision.decided_by, decision.reason) == ("Sri Lestari Rekaan", RISK["reason"])
    assert Record.objects.get(action="decide_risk_group").reason == RISK["reason"]


def test_what_was_typed_can_be_put_right_before_it_is_confirmed(officer, melati):
    form = page(officer, of(melati, "risiko/"), {**RISK, "ubah": "1"})

    assert "Kini mewarnai kain sendiri</textarea>" in form
    assert RiskGroupDecision.objects.count() == 1


def test_months_declared_already_are_said_to_stay_as_they_were_billed(officer, melati):
    declare_nil(employer=melati, month=Month(2011, 10), act=act(TODAY))

    shown = page(officer, of(melati, "risiko/"), RISK)

    assert "1 bulan sejak itu sudah dilaporkan" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"risk_group": "3"}, "sudah berlaku"),
        ({"reason": ""}, "Alasan"),
        ({"from_date": "31-12-2004"}, "baru menjadi peserta sejak 1 Januari 2005"),
        ({"from_date": "01-12-2012"}, "lebih dari setahun"),
        ({"from_date": "01-01-2005"}, "Sudah ada penetapan"),
    ],
)
def test_a_risk_group_that_cannot_be_decided_is_refused_in_words(officer, melati, changes, words):
    answer = confirmed(officer, of(melati, "risiko/"), RISK | changes)

    assert words in answer.content.decode()
    assert "Ada yang perlu diperbaiki" in answer.content.decode()
    assert RiskGroupDecision.objects.count() == 1


def test_an_employer_leaves_jpk_from_a_day_on_and_comes_back_to_it(officer, melati):
    back = {"from_date": "01-01-2012", "reason": "Jaminan sendiri berakhir"}

    shown = page(officer, of(melati, "jpk/lepas/"), LEAVE)
    confirmed(officer, of(melati, "jpk/lepas/"), LEAVE)
    confirmed(officer, of(melati, "jpk/ikut/"), back)

    assert "Lepaskan perusahaan ini dari JPK?" in shown
    assert Programme.JPK in terms_on(melati, Month(2011, 10)).programmes
    assert Programme.JPK not in terms_on(melati, Month(2011, 12)).programmes
    assert Programme.JPK in terms_on(melati, Month(2012, 1)).programmes
    reasons = Record.objects.filter(action="change_programme").order_by("pk")
    assert [record.reason for record in reasons] == [LEAVE["reason"], back["reason"]]


def test_the_question_about_jpk_is_the_one_that_is_open(officer, melati):
    asked = officer.get(of(melati, "jpk/"))
    confirmed(officer, asked["Location"], LEAVE)
    asked_after = officer.get(of(melati, "jpk/"))

    assert asked["Location"] == of(melati, "jpk/lepas/")
    assert asked_after["Location"] == of(melati, "jpk/ikut/")


@pytest.mark.parametrize(
    ("way", "first"), [("jpk/lepas/", None), ("jpk/ikut/", "jpk/lepas/")], ids=["leave", "join"]
)
def test_jpk_changed_twice_with_one_form_is_changed_once(officer, melati, way, first):
    if first:
        confirmed(officer, of(melati, first), LEAVE)
    confirmed(officer, of(melati, way), LEAVE)
    before = list(ProgrammeEnrolment.objects.order_by("pk").values())

    answer = confirmed(officer, of(melati, way), LEAVE).content.decode()

    assert "Keikutsertaan JPK sudah seperti itu." in answer
    assert list(ProgrammeEnrolment.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("way", "then", "words"),
    [
        ("jpk/lepas/", {"from_date": "01-01-2005"}, "baru diikuti sejak 1 Januari 2005"),
        ("jpk/lepas/", {"reason": ""}, "Tulis alasannya"),
        ("jpk/ikut/", {"from_date": "31-10-2011"}, "masih diikuti sampai 31 Oktober 2011"),
    ],
)
def test_a_change_of_jpk_out_of_order_is_refused_in_words(officer, melati, way, then, words):
    if way == "jpk/ikut/":
        confirmed(officer, of(melati, "jpk/lepas/"), LEAVE)
    before = list(ProgrammeEnrolment.objects.order_by("pk").values())

    answer = confirmed(officer, of(melati, way), LEAVE | then)

    assert words in answer.content.decode()
    assert list(ProgrammeEnrolment.objects.order_by("pk").values()) == before


def test_nobody_joins_jpk_after_it_was_handed_over(officer, settings):
    settings.BUSINESS_DAY = date(2014, 2, 1)
    melati = batik_melati()

    answer = confirmed(officer, of(melati, "jpk/ikut/"), LEAVE | {"from_date": "01-02-2014"})

    assert "JPK tidak lagi diselenggarakan" in answer.content.decode()
    assert not ProgrammeEnrolment.objects.filter(programme="JPK").exists()


def test_a_wage_changes_from_a_day_on_and_the_member_page_shows_both(officer, melati):
    member = f"/peserta/{person('SITI').kpj}/"

    offered = page(officer, member)
    shown = page(officer, wage_of("SITI"), RAISE)
    after = confirmed(officer, wage_of("SITI"), RAISE).content.decode()

    assert wage_of("SITI") in offered
    assert "Catat upah ini?" in shown
    assert "Rp2.750.000" in shown
    assert "Riwayat upah" in after
    assert after.index("Rp2.750.000") < after.index("Rp2.500.000")
    assert Record.objects.get(action="change_wage").reason == "Kenaikan berkala"
    assert melati.pk == Employment.objects.get().employer_id


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wage": "2.500.000"}, "sudah berlaku"),
        ({"wage": "0"}, "lebih dari nol"),
        ({"from_date": "21-10-2011"}, "belum tiba"),
        ({"from_date": "31-12-2009"}, "belum bekerja di sini"),
        ({"reason": "\x00"}, "Ada yang perlu diperbaiki"),
    ],
)
@pytest.mark.usefixtures("melati")
def test_a_wage_that_cannot_be_is_refused_in_words(officer, changes, words):
    answer = confirmed(officer, wage_of("SITI"), RAISE | changes)

    assert words in answer.content.decode()
    assert WageRecord.objects.count() == 1


def test_an_employer_leaves_once_its_workers_have_left(officer, melati):
    asked = page(officer, of(melati, "akhiri/"))
    refused = confirmed(officer, of(melati, "akhiri/"), END).content.decode()
    leave(melati, date(2011, 10, 1))
    shown = page(officer, of(melati, "akhiri/"), END)
    after = confirmed(officer, of(melati, "akhiri/"), END).content.decode()

    assert "Masih tercatat 1 tenaga kerja" in asked
    assert "Masih tercatat 1 tenaga kerja" in refused
    assert "Akhiri kepesertaan perusahaan ini?" in shown
    melati.refresh_from_db()
    assert melati.until_date == date(2011, 10, 1)
    assert not melati.programmes.filter(until_date=None).exists()
    assert "Berakhir" in after
    assert of(melati, "akhiri/") not in after
    assert Record.objects.get(action="end_membership").reason == "Perusahaan tutup"


def leave(employer: Employer, first_day_out: date) -> None:
    leavers = [(employment.pk, first_day_out) for employment in Employment.objects.all()]
    end_employments(employer=employer, leavers=leavers, reason="Tutup", act=act())


@pytest.mark.parametrize(
    ("last_day", "words"),
    [
        ("21-10-2011", "belum tiba"),
        ("31-12-2004", "lebih awal"),
        ("29-09-2011", "bekerja sampai 30 September 2011"),
        ("30-09-2011", "sudah dilaporkan"),
    ],
)
def test_a_membership_ends_on_no_day_that_cannot_be(officer, melati, last_day, words):
    leave(melati, date(2011, 10, 1))
    declare_nil(employer=melati, month=Month(2011, 10), act=act(TODAY))

    answer = confirmed(officer, of(melati, "akhiri/"), END | {"last_day": last_day})

    assert words in answer.content.decode()
    melati.refresh_from_db()
    assert melati.until_date is None


def test_a_month_declared_while_the_officer_confirms_keeps_the_membership(
    officer, melati, monkeypatch
):
    leave(melati, date(2011, 10, 1))
    seen_before = lambda form: form.cleaned_data["last_day"]  # noqa: E731 - what the form saw
    monkeypatch.setattr(EndMembershipForm, "clean_last_day", seen_before)
    declare_nil(employer=melati, month=Month(2011, 10), act=act(TODAY))

    answer = confirmed(officer, of(melati, "akhiri/"), END).content.decode()

    assert "sudah dilaporkan" in answer
    melati.refresh_from_db()
    assert melati.until_date is None


def test_nobody_joins_jpk_in_a_membership_that_has_ended(officer):
    melati = batik_melati()
    end_membership(employer=melati, until_date=date(2011, 10, 1), act=act())

    answer = confirmed(officer, of(melati, "jpk/ikut/"), LEAVE | {"from_date": "01-09-2011"})

    assert "Kepesertaan perusahaan ini sudah berakhir." in answer.content.decode()
    assert not melati.programmes.filter(programme="JPK").exists()


def test_a_second_end_of_a_membership_is_refused_in_words(officer, melati):
    leave(melati, date(2011, 10, 1))
    confirmed(officer, of(melati, "akhiri/"), END)

    answer = confirmed(officer, of(melati, "akhiri/"), END)

    assert "sudah berakhir" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.REGIONAL_HEAD, Role.AUDITOR])
def test_only_membership_officers_of_the_branch_change_anything(role, melati):
    others = [
        at_the_browser(appoint(role, branch=yogyakarta())),
        at_the_browser(appoint(Role.MEMBERSHIP_OFFICER, branch=elsewhere())),
    ]
    asked = [wage_of("SITI"), *(of(melati, rest) for rest in ("risiko/", "jpk/", "akhiri/"))]

    answers = {client.post(address).status_code for client in others for address in asked}
    shown = page(others[0], of(melati))

    assert answers == {404}
    assert of(melati, "risiko/") not in shown


def test_the_pages_of_changes_speak_english_too(officer, melati):
    officer.cookies["django_language"] = "en"

    pages = [
        page(officer, of(melati, "risiko/"), RISK),
        page(officer, of(melati, "jpk/lepas/"), LEAVE),
        page(officer, wage_of("SITI"), RAISE),
        page(officer, of(melati, "akhiri/")),
    ]

    assert "Decide on this risk group?" in pages[0]
    assert "Let this employer leave JPK?" in pages[1]
    assert "Record this wage?" in pages[2]
    assert "last day of membership" in pages[3]
