"""Making entries: whole, once under a key, in ones, in thousands and with members' lines."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jamsostek.ledger.models import Entry, Line
from jamsostek.ledger.queries import balance_on, trial_balance, verify
from jamsostek.ledger.services import (
    AlreadyReversed,
    EntryNotBalanced,
    KeyReused,
    NoSuchAccount,
    NoSuchEntry,
    Overdrawn,
    Posting,
    account_id,
    open_member_accounts,
    post,
    post_many,
    post_with_members,
    reverse,
)
from tests.ledger.books import (
    BANK_INTEREST,
    JHT_DEFERRED,
    JHT_RECEIVABLE,
    JKK_DEFERRED,
    JKK_RECEIVABLE,
    SEPTEMBER_20,
    SUSPENSE,
    balances,
    bank,
    bill,
    credit,
    members,
    receipt,
)
from tests.people import act

pytestmark = pytest.mark.django_db

TARI, BAYU = "99010000001", "99010000002"


def test_an_entry_keeps_its_lines_and_who_made_it():
    entry = post(posting=receipt(amount=250_000), act=act(date(2011, 9, 21)))

    lines = Line.objects.filter(entry_id=entry.pk).order_by("line_no")
    assert [(line.account_id, line.amount, line.day) for line in lines] == [
        (bank(), 250_000, SEPTEMBER_20),
        (SUSPENSE, -250_000, SEPTEMBER_20),
    ]
    assert (entry.actor, entry.actor_kind, entry.made_at) == (
        "test",
        "SYSTEM",
        act(date(2011, 9, 21)).at,
    )


def test_an_entry_moves_the_balances_of_its_accounts():
    post(posting=receipt("RECEIPT:1", 250_000), act=act())
    post(posting=receipt("RECEIPT:2", 1), act=act())

    assert balances(bank(), SUSPENSE) == [250_001, -250_001]


def test_posting_twice_under_one_key_is_posting_once():
    first = post(posting=receipt(), act=act(date(2011, 9, 21)))

    second = post(posting=receipt(), act=act(date(2011, 9, 22)))

    assert second.pk == first.pk
    assert balances(bank()) == [100_000]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"text": "Setoran tunai"}, "text"),
        ({"day": date(2011, 9, 21)}, "day"),
        ({"kind": "INTEREST", "text": "Jasa giro"}, "kind, text"),
        ({"lines": [(BANK_INTEREST, 5), (SUSPENSE, -5)]}, "its lines"),
    ],
    ids=["text", "day", "kind and text", "lines"],
)
def test_another_body_under_a_known_key_is_refused_and_changes_nothing(change, named):
    post(posting=receipt(), act=act())

    with pytest.raises(KeyReused, match=f"RECEIPT:1 .* differs in {named}") as refusal:
        post(posting=replace(receipt(), **change), act=act())

    assert refusal.value.difference == named
    assert (Entry.objects.count(), balances(bank())) == (1, [100_000])


def test_an_entry_that_does_not_balance_is_refused():
    with pytest.raises(EntryNotBalanced, match="add up to 1 instead of 0"):
        post(posting=receipt(lines=[(bank(), 100), (SUSPENSE, -99)]), act=act())

    assert Entry.objects.count() == 0


def test_money_cannot_pass_from_fund_to_fund_without_being_owed():
    lines = [(JHT_RECEIVABLE, 5_700), (JKK_DEFERRED, -5_700)]

    with pytest.raises(EntryNotBalanced, match="a fund does not add up"):
        post(posting=receipt(lines=lines), act=act())

    assert Entry.objects.count() == 0


def test_an_account_that_does_not_exist_is_refused():
    with pytest.raises(NoSuchAccount):
        post(posting=receipt(lines=[(SUSPENSE, 5), (999_999_999, -5)]), act=act())

    assert Entry.objects.count() == 0


def test_a_refusal_leaves_the_transaction_around_it_usable():
    with pytest.raises(NoSuchAccount):
        post(posting=receipt(lines=[(SUSPENSE, 5), (999_999_999, -5)]), act=act())

    post(posting=receipt(), act=act())

    assert balances(SUSPENSE) == [-100_000]


def test_a_member_can_be_paid_to_the_last_rupiah_and_no_further():
    (tari,) = members(TARI)
    credit(tari, 142_500)
    take = Posting("PAY:1", "TEST", SEPTEMBER_20, "-", [(tari, 142_500), (JHT_DEFERRED, -142_500)])

    post(posting=take, act=act())
    with pytest.raises(Overdrawn):
        post(posting=replace(take, key="PAY:2", lines=[(tari, 1), (JHT_DEFERRED, -1)]), act=act())

    assert balances(tari) == [0]


def test_part_of_a_members_balance_can_be_taken():
    (tari,) = members(TARI)
    credit(tari, 142_500)

    lines = [(tari, 42_500), (JHT_DEFERRED, -42_500)]
    post(posting=Posting("PAY:1", "TEST", SEPTEMBER_20, "-", lines), act=act())

    assert balances(tari) == [-100_000]


def test_many_entries_come_back_in_the_order_asked():
    postings = [bill(f"BILL:{n}", 5_700 * n, 890 * n) for n in (3, 1, 2)]

    ids = post_many(postings=postings, act=act())

    keys = dict(Entry.objects.values_list("id", "key"))
    assert [keys[entry_id] for entry_id in ids] == ["BILL:3", "BILL:1", "BILL:2"]
    assert balances(JHT_RECEIVABLE, JHT_DEFERRED) == [34_200, -34_200]
    assert balances(JKK_RECEIVABLE, JKK_DEFERRED) == [5_340, -5_340]


def test_many_entries_take_as_many_statements_as_few():
    bank()

    with CaptureQueriesContext(connection) as few:
        post_many(postings=[bill(f"A:{n}", 5_700, 890) for n in range(10)], act=act())
    with CaptureQueriesContext(connection) as many:
        post_many(postings=[bill(f"B:{n}", 5_700, 890) for n in range(1_000)], act=act())

    assert len(many) == len(few)


def test_of_many_entries_those_made_before_are_found_again():
    (earlier,) = post_many(postings=[bill("BILL:1", 5_700, 890)], act=act())

    ids = post_many(postings=[bill(f"BILL:{n}", 5_700, 890) for n in (1, 2)], act=act())

    assert ids[0] == earlier
    assert balances(JHT_RECEIVABLE) == [11_400]


def test_one_key_twice_among_many_is_one_entry():
    ids = post_many(postings=[bill("BILL:1", 5_700, 890)] * 2, act=act())

    assert (ids[0], balances(JHT_RECEIVABLE)) == (ids[1], [5_700])


def test_one_key_with_two_bodies_among_many_refuses_them_all():
    with pytest.raises(KeyReused, match="BILL:1"):
        post_many(postings=[bill("BILL:1", 5_700, 890), bill("BILL:1", 5_701, 890)], act=act())

    assert Entry.objects.count() == 0


def test_one_bad_entry_among_many_refuses_them_all():
    bad = replace(bill("BILL:2", 5_700, 890), lines=[(SUSPENSE, 1), (424_242_424, -1)])

    with pytest.raises(NoSuchAccount):
        post_many(postings=[bill("BILL:1", 5_700, 890), bad], act=act())

    assert Entry.objects.count() == 0


def test_nothing_to_post_posts_nothing():
    assert post_many(postings=[], act=act()) == []


def test_texts_with_tabs_quotes_and_line_ends_are_kept_as_they_are():
    text = "Setoran\t'PT \"Melati\"'\\\nbaris dua"

    entry = post(posting=receipt(text=text), act=act())

    assert Entry.objects.get(id=entry.pk).text == text
    assert verify().holds


MEMBER_LINES = """
    SELECT account_id, amount
    FROM unnest(%(accounts)s::bigint[], %(amounts)s::bigint[]) AS due (account_id, amount)
"""


def settle(key: str, accounts: list[int], amounts: list[int], header: int | None = None) -> Entry:
    total = -sum(amounts) if header is None else header
    return post_with_members(
        posting=Posting(key, "SETTLEMENT", SEPTEMBER_20, "Pelunasan", [(JHT_DEFERRED, total)]),
        member_lines_sql=MEMBER_LINES,
        params={"accounts": accounts, "amounts": amounts},
        act=act(),
    )


def test_each_member_gets_a_line_of_the_entry():
    tari, bayu = members(TARI, BAYU)

    entry = settle("SETTLE:1", [bayu, tari], [-57_000, -142_500])

    lines = Line.objects.filter(entry_id=entry.pk).order_by("line_no")
    assert [(line.account_id, line.amount) for line in lines] == [
        (JHT_DEFERRED, 199_500),
        (tari, -142_500),
        (bayu, -57_000),
    ]
    assert balances(tari, bayu) == [-142_500, -57_000]


def test_members_who_get_nothing_get_no_line():
    tari, bayu = members(TARI, BAYU)

    entry = settle("SETTLE:1", [tari, bayu], [-142_500, 0])

    assert entry.line_count == 2


def test_settling_twice_under_one_key_is_settling_once_in_whatever_order_members_come():
    tari, bayu = members(TARI, BAYU)

    first = settle("SETTLE:1", [tari, bayu], [-142_500, -57_000])
    second = settle("SETTLE:1", [bayu, tari], [-57_000, -142_500])

    assert (second.pk, balances(tari)) == (first.pk, [-142_500])


def test_the_same_total_split_otherwise_among_members_is_another_body():
    tari, bayu = members(TARI, BAYU)
    settle("SETTLE:1", [tari, bayu], [-142_500, -57_000])

    with pytest.raises(KeyReused, match="its lines"):
        settle("SETTLE:1", [tari, bayu], [-142_499, -57_001])

    assert balances(tari, bayu) == [-142_500, -57_000]


def test_members_lines_that_do_not_meet_the_rest_are_refused():
    (tari,) = members(TARI)

    with pytest.raises(EntryNotBalanced, match="2 lines add up to -1 instead of 0"):
        settle("SETTLE:1", [tari], [-142_500], header=142_499)

    assert Entry.objects.count() == 0


def test_an_entry_without_any_line_is_refused():
    with pytest.raises(EntryNotBalanced, match="0 lines"):
        post_with_members(
            posting=Posting("SETTLE:1", "SETTLEMENT", SEPTEMBER_20, "-", []),
            member_lines_sql=MEMBER_LINES,
            params={"accounts": [], "amounts": []},
            act=act(),
        )


def test_members_accounts_are_opened_once_and_credited_below_their_control_account():
    tari, _ = members(TARI, BAYU)
    credit(tari, 142_500)

    again = open_member_accounts(holders_sql=f"SELECT '{TARI}' AS kpj", params={})

    (row,) = [row for row in trial_balance() if row.code == "2201"]
    assert (again, row.debit, row.credit) == (0, 0, 142_500)


def test_a_reversal_undoes_an_entry_line_by_line():
    entry = post(posting=bill("BILL:1", 5_700, 890), act=act())

    undone = reverse(entry_id=entry.pk, key="UNDO:1", day=date(2011, 9, 25), act=act())

    lines = Line.objects.filter(entry_id=undone.pk).order_by("line_no")
    assert [(line.account_id, line.amount) for line in lines] == [
        (JHT_RECEIVABLE, -5_700),
        (JHT_DEFERRED, 5_700),
        (JKK_RECEIVABLE, -890),
        (JKK_DEFERRED, 890),
    ]
    assert undone.reverses_id == entry.pk
    assert balances(JHT_RECEIVABLE, JKK_DEFERRED) == [0, 0]
    assert balance_on(JHT_RECEIVABLE, date(2011, 9, 24)) == 5_700
    assert balance_on(JHT_RECEIVABLE, date(2011, 9, 25)) == 0


def test_reversing_twice_under_one_key_is_reversing_once():
    entry = post(posting=receipt(), act=act())

    first = reverse(entry_id=entry.pk, key="UNDO:1", day=SEPTEMBER_20, act=act())
    second = reverse(entry_id=entry.pk, key="UNDO:1", day=SEPTEMBER_20, act=act())

    assert (second.pk, balances(SUSPENSE)) == (first.pk, [0])


def test_an_entry_reversed_cannot_be_reversed_again():
    entry = post(posting=receipt(), act=act())
    reverse(entry_id=entry.pk, key="UNDO:1", day=SEPTEMBER_20, act=act())

    with pytest.raises(AlreadyReversed, match=f"Entry {entry.pk} was reversed by"):
        reverse(entry_id=entry.pk, key="UNDO:2", day=SEPTEMBER_20, act=act())


def test_a_reversal_posted_by_hand_counts_as_one():
    entry = post(posting=receipt(), act=act())
    reverse(entry_id=entry.pk, key="UNDO:1", day=SEPTEMBER_20, act=act())
    mirror = [(bank(), -100_000), (SUSPENSE, 100_000)]

    with pytest.raises(AlreadyReversed):
        post(posting=receipt("UNDO:2", lines=mirror, reverses=entry.pk), act=act())


def test_a_reversal_is_undone_by_a_third_entry_and_the_first_stays_reversed():
    entry = post(posting=receipt(), act=act())
    undone = reverse(entry_id=entry.pk, key="UNDO:1", day=SEPTEMBER_20, act=act())

    again = reverse(entry_id=undone.pk, key="REDO:1", day=SEPTEMBER_20, act=act())

    assert (again.reverses_id, balances(SUSPENSE)) == (undone.pk, [-100_000])
    with pytest.raises(AlreadyReversed):
        reverse(entry_id=entry.pk, key="UNDO:2", day=SEPTEMBER_20, act=act())


def test_what_a_member_has_taken_out_cannot_be_reversed_away():
    (tari,) = members(TARI)
    entry = settle("SETTLE:1", [tari], [-142_500])
    take = [(tari, 100_000), (JHT_DEFERRED, -100_000)]
    post(posting=Posting("PAY:1", "TEST", SEPTEMBER_20, "-", take), act=act())

    with pytest.raises(Overdrawn):
        reverse(entry_id=entry.pk, key="UNDO:1", day=SEPTEMBER_20, act=act())

    assert balances(tari) == [-42_500]


def test_an_entry_that_does_not_exist_cannot_be_reversed():
    with pytest.raises(NoSuchEntry):
        reverse(entry_id=424_242_424, key="UNDO:1", day=SEPTEMBER_20, act=act())


def test_control_and_member_accounts_have_their_codes():
    assert account_id("2201") == 2201
