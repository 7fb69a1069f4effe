"""A provider's claims: what the checks find, who may decide, and that money is owed once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.models import Line
from jamsostek.membership.services import end_employments
from jamsostek.providers.models import ProviderClaimLine, ProviderPayable
from jamsostek.providers.services.claims import (
    InvoiceKnown,
    LineAward,
    MoreThanClaimed,
    NotAPerson,
    NoteMissing,
    NothingAwarded,
    NothingClaimed,
    NotNow,
    PaidBefore,
    SamePerson,
    approve_claims,
    check_claims,
    reject_claim,
    send_back,
    withdraw_claim,
)
from jamsostek.providers.services.guarantees import close_guarantee
from jamsostek.providers.services.providers import Price, change_prices
from jamsostek.treasury.models import PaymentItem
from tests.people import act
from tests.providers.cast import (
    by,
    child,
    chosen,
    claim,
    clinic,
    contracted,
    hospital,
    letter,
    line,
    officer,
    provider,
    wife,
    worker,
)

pytestmark = pytest.mark.django_db


def found(claim):
    lines = ProviderClaimLine.objects.filter(claim=claim).order_by("number")
    return [(line.found, line.reasons) for line in lines]


def balance(role: Role) -> int:
    return sum(
        Line.objects.filter(account_id=account(role, Programme.JPK)).values_list(
            "amount", flat=True
        )
    )


def test_an_emergency_is_paid_without_a_letter_up_to_the_tariff():
    who = worker("SITI")

    made = claim(
        hospital(),
        line(who, "UGD", price=100_000),
        line(who, "UGD", price=200_000, day=date(2011, 10, 6)),
        line(who, "UGD", price=100_000, quantity=3, day=date(2011, 10, 7)),
    )

    assert found(made) == [
        (100_000, []),
        (150_000, ["ABOVE_TARIFF"]),
        (200_000, ["TOO_MANY"]),
    ]
    assert made.claimed == 600_000


def test_lines_that_nobody_and_nothing_stand_for_are_refused_each_with_its_reason():
    who = worker("SITI")

    made = claim(
        hospital(),
        line(who, kpj="00000000000"),
        line(who, patient="Orang Lain Rekaan"),
        line(who, day=date(2011, 10, 21)),
        line(who, day=date(2010, 12, 31)),
        line(who, "SULAP"),
        line(who, "SPESIALIS"),
        line(who, "OPERASI", guarantee="SJ-0000"),
    )

    assert found(made) == [
        (0, ["UNKNOWN_MEMBER"]),
        (0, ["UNKNOWN_PATIENT"]),
        (0, ["DAY_AHEAD"]),
        (0, ["NO_CONTRACT"]),
        (0, ["NO_TARIFF"]),
        (0, ["NO_GUARANTEE"]),
        (0, ["NO_GUARANTEE"]),
    ]


def test_a_child_is_insured_until_the_day_before_the_birthday():
    who = worker("SITI")
    child(who, "Budi Rekaan", date(1990, 10, 6))

    made = claim(
        hospital(),
        line(who, day=date(2011, 10, 5), patient="Budi Rekaan"),
        line(who, day=date(2011, 10, 6), patient="budi  rekaan"),
    )

    assert found(made) == [(100_000, []), (0, ["FAMILY_NOT_INSURED"])]


def test_a_worker_is_insured_from_the_first_day_to_the_last():
    who = worker("SITI")
    job = who.employments.get()
    end_employments(
        employer=job.employer,
        leavers=[(job.pk, date(2011, 10, 6))],
        reason="Berhenti",
        act=act(),
    )

    made = claim(hospital(), line(who, day=date(2011, 10, 5)), line(who, day=date(2011, 10, 6)))

    assert found(made) == [(100_000, []), (0, ["NOT_INSURED"])]


def test_a_price_of_a_later_day_does_not_reach_back():
    who, where = worker("SITI"), provider()
    contract = contracted(where)
    dearer = [Price("UGD", "Tindakan gawat darurat", "EMERGENCY", 180_000, 2)]
    change_prices(contract=contract, prices=dearer, from_date=date(2011, 10, 6), act=act())

    made = claim(
        where,
        line(who, price=200_000, day=date(2011, 10, 5)),
        line(who, price=200_000, day=date(2011, 10, 6)),
    )

    assert [amount for amount, _ in found(made)] == [150_000, 180_000]


def test_what_capitation_has_paid_ahead_is_not_paid_again():
    who, where = worker("SITI"), clinic()
    other = worker("BUDI")
    chosen(who, where)

    made = claim(where, line(who, "PERIKSA"), line(other, "PERIKSA"))

    assert found(made) == [(0, ["IN_CAPITATION"]), (0, ["CHOSE_ANOTHER"])]


def test_the_same_service_of_a_day_is_paid_once_within_and_between_claims():
    who, where = worker("SITI"), hospital()
    first = claim(where, line(who), line(who))

    second = claim(where, line(who), reference="INV-2")

    assert found(first) == [(100_000, []), (0, ["REPEATED"])]
    assert found(second) == [(0, ["REPEATED"])]


def test_a_line_of_a_withdrawn_claim_can_be_claimed_anew_under_the_same_invoice():
    who, where = worker("SITI"), hospital()
    withdraw_claim(claim=claim(where, line(who)), act=act())

    again = claim(where, line(who))

    assert found(again) == [(100_000, [])]


def test_a_stay_is_paid_for_the_days_of_its_letter_and_no_more():
    who, where = worker("SITI"), hospital()
    dewi = wife(who)
    paper = letter(where, who, dewi)
    close_guarantee(
        guarantee=paper,
        admitted_on=date(2011, 10, 3),
        discharged_on=date(2011, 10, 9),
        special_days=2,
        act=act(date(2011, 10, 10)),
    )
    facts = {"patient": "Dewi Rekaan", "guarantee": paper.number}

    made = claim(
        where,
        line(who, "KAMAR", quantity=3, price=250_000, **facts),
        line(who, "KAMAR", quantity=3, price=250_000, **facts | {"day": date(2011, 10, 7)}),
        line(who, "ICU", quantity=2, price=900_000, **facts),
        line(who, "OPERASI", price=3_000_000, **facts),
        line(who, "OPERASI", price=3_000_000, **facts | {"day": date(2011, 10, 10)}),
        line(who, "OPERASI", price=3_000_000, **facts | {"patient": "", "day": date(2011, 10, 8)}),
    )

    assert found(made) == [
        (750_000, []),
        (250_000, ["DAYS_USED"]),
        (1_600_000, ["ABOVE_TARIFF"]),
        (3_000_000, []),
        (0, ["OUTSIDE_GUARANTEE"]),
        (0, ["OTHER_GUARANTEE"]),
    ]


def test_a_stay_is_not_paid_before_it_has_ended():
    who, where = worker("SITI"), hospital()
    paper = letter(where, who)

    made = claim(where, line(who, "KAMAR", guarantee=paper.number))

    assert found(made) == [(0, ["STAY_NOT_ENDED"])]


def test_another_providers_letter_pays_nothing_here():
    who = worker("SITI")
    paper = letter(hospital(name="RS Lain Rekaan"), who, service="SPECIALIST")

    made = claim(hospital(), line(who, "SPESIALIS", guarantee=paper.number))

    assert found(made) == [(0, ["OTHER_GUARANTEE"])]


def test_two_officers_make_an_approved_claim_and_the_money_is_owed_and_ordered():
    who = worker("SITI")
    made = claim(hospital(), line(who, price=200_000))

    (checked,) = check_claims(claims=[made], act=by(officer("pemeriksa")))
    (approved,) = approve_claims(claims=[checked], act=by(officer("penyetuju")))

    payable = ProviderPayable.objects.get(claim=made)
    item = PaymentItem.objects.get(source="PROVIDER", source_id=payable.pk)
    assert approved.awarded == payable.amount == item.amount == 150_000
    assert item.order.payee == "RS Rekaan"
    assert balance(Role.BENEFIT_EXPENSE) == 150_000
    assert balance(Role.BENEFITS_PAYABLE) == -150_000
    assert balance(Role.DUE_TO_FUND) + balance(Role.DUE_FROM_INSTITUTION) == 0


def test_who_checked_does_not_decide_and_the_system_does_neither():
    made = claim(hospital(), line(worker("SITI")))
    with pytest.raises(NotAPerson):
        check_claims(claims=[made], act=act())
    check_claims(claims=[made], act=by(officer("pemeriksa")))

    for decide in (
        lambda: approve_claims(claims=[made], act=by(officer("pemeriksa"))),
        lambda: reject_claim(claim=made, reason="Salah", act=by(officer("pemeriksa"))),
    ):
        with pytest.raises(SamePerson):
            decide()
    with pytest.raises(NotAPerson):
        approve_claims(claims=[made], act=act())


def test_the_database_too_refuses_one_person_as_both():
    made = claim(hospital(), line(worker("SITI")))
    user = officer("pemeriksa")
    check_claims(claims=[made], act=by(user))
    made.refresh_from_db()
    made.state, made.decider_id = "APPROVED", user.pk

    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        made.save(update_fields=["state", "decider"])


def test_a_claim_is_decided_once():
    made = claim(hospital(), line(worker("SITI")))
    check_claims(claims=[made], act=by(officer("pemeriksa")))
    approve_claims(claims=[made], act=by(officer("penyetuju")))

    with pytest.raises(NotNow):
        approve_claims(claims=[made], act=by(officer("penyetuju2")))
    with pytest.raises(NotNow):
        reject_claim(claim=made, reason="Salah", act=by(officer("penyetuju2")))
    with pytest.raises(NotNow):
        withdraw_claim(claim=made, act=act())

    assert ProviderPayable.objects.count() == 1


def test_another_amount_than_the_rules_allow_needs_a_word_and_stays_within_the_claim():
    made = claim(hospital(), line(worker("SITI"), price=200_000))
    row = made.lines.get()
    user = by(officer("pemeriksa"))

    with pytest.raises(NoteMissing):
        check_claims(claims=[made], awards={row.pk: LineAward(200_000)}, act=user)
    with pytest.raises(MoreThanClaimed):
        check_claims(claims=[made], awards={row.pk: LineAward(200_001, "Perlu")}, act=user)
    with pytest.raises(MoreThanClaimed):
        check_claims(claims=[made], awards={row.pk: LineAward(-1, "Perlu")}, act=user)
    (checked,) = check_claims(
        claims=[made], awards={row.pk: LineAward(200_000, "Tindakan ganda")}, act=user
    )

    assert checked.awarded == 200_000


def test_a_repeated_service_is_not_awarded_twice_by_an_officer_either():
    who, where = worker("SITI"), hospital()
    first, second = claim(where, line(who)), claim(where, line(who), reference="INV-2")
    check_claims(claims=[first], act=by(officer("pemeriksa")))
    award = {second.lines.get().pk: LineAward(100_000, "Bukan ulangan")}

    with pytest.raises(PaidBefore):
        check_claims(claims=[second], awards=award, act=by(officer("pemeriksa")))


def test_a_claim_sent_back_is_checked_anew():
    made = claim(hospital(), line(worker("SITI")))
    check_claims(claims=[made], act=by(officer("pemeriksa")))

    send_back(claim=made, reason="Lampiran kurang", act=by(officer("penyetuju")))
    (again,) = check_claims(claims=[made], act=by(officer("pemeriksa2")))

    assert (again.state, again.awarded) == ("CHECKED", 100_000)


def test_a_claim_of_nothing_awarded_is_not_approved_but_rejected():
    made = claim(hospital(), line(worker("SITI"), "SULAP"))
    check_claims(claims=[made], act=by(officer("pemeriksa")))

    with pytest.raises(NothingAwarded):
        approve_claims(claims=[made], act=by(officer("penyetuju")))
    rejected = reject_claim(claim=made, reason="Di luar perjanjian", act=by(officer("penyetuju")))

    assert rejected.state == "REJECTED"


def test_an_invoice_comes_once_and_with_lines():
    who, where = worker("SITI"), hospital()
    claim(where, line(who))

    with pytest.raises(InvoiceKnown):
        claim(where, line(who, day=date(2011, 10, 6)))
    with pytest.raises(NothingClaimed):
        claim(where, reference="INV-2")
    with pytest.raises(NothingClaimed):
        claim(where, line(who, quantity=0), reference="INV-2")


def test_many_claims_take_no_more_statements_than_few(django_assert_max_num_queries):
    who, where = worker("SITI"), hospital()
    days = [date(2011, 2, 1) + timedelta(days=n) for n in range(200)]

    with django_assert_max_num_queries(40):
        made = claim(where, *(line(who, day=day) for day in days))

    assert made.lines.filter(found=100_000).count() == 200
