"""Capitation by month: who is insured and has chosen a provider, what that comes to, approved."""

from datetime import date
from typing import Final, cast

import polars as pl
from django.db import IntegrityError, connection, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.kernel.bulk import CopyCursor, copy_frame
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import month_name
from jamsostek.providers.models import CapitationRun, Provider, ProviderContract
from jamsostek.providers.queries.capitation import LINES, heads_of, paid_so_far
from jamsostek.providers.queries.providers import contract_on
from jamsostek.providers.services.postings import Owed, owe

LOOK_BACK: Final = 3
"""Earlier months that are worked out anew, so that what was told late is set right."""


@transaction.atomic
def prepare_capitation(*, provider: Provider, month: Month, act: Act) -> CapitationRun:
    """Work out the capitation of a provider for a month, with what earlier months lack.

    Two months of one provider follow each other, as both would set the same earlier month right.
    Each worker who has chosen the provider and is insured in JPK on the first day counts with the
    insured family. Corrections that would leave the provider owing wait for a later month.

    Raises:
        PreparedAlready: the month has its run.
        NoCapitation: no contract with capitation holds on the first day.
        MonthAhead: the month has not begun.
    """
    if month.first_day > act.day:
        raise MonthAhead(f"{month} has not begun.")
    Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
    contract = _contract(provider, month)
    if contract is None:
        raise NoCapitation(f"{provider.code} has no capitation in {month}.")
    now = _lines(provider, contract, month)
    total = int(now["amount"].sum())
    corrections = _corrections(provider, month)
    correction = int(corrections["amount"].sum())
    if total + correction < 0:
        corrections, correction = corrections.clear(), 0
    try:
        with transaction.atomic():
            run = CapitationRun.objects.create(
                provider=provider,
                contract=contract,
                month=month.first_day,
                workers=now.height,
                heads=int(now["heads"].sum()),
                amount_of_month=total,
                correction=correction,
                prepared_at=act.at,
                prepared_by=act.actor,
                preparer_id=act.user_id,
            )
    except IntegrityError as error:
        raise PreparedAlready(f"{provider.code} has a capitation of {month}.") from error
    _store(run, pl.concat([now, corrections]))
    _record(act, "prepare_capitation", run)
    return run


@transaction.atomic
def approve_capitation(*, run: CapitationRun, act: Act) -> CapitationRun:
    """Approve a month's capitation: it is booked, and its payment ordered.

    Raises:
        NotAPerson: the system cannot approve.
        SamePerson: who prepared it approves it.
        ApprovedAlready: somebody has.
    """
    held = CapitationRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if act.user_id is None:
        raise NotAPerson("A capitation is approved by a person.")
    if held.state == CapitationRun.State.APPROVED:
        raise ApprovedAlready(f"{held.decided_by} has approved it.")
    if held.preparer_id == act.user_id:
        raise SamePerson("Who prepared a capitation does not approve it.")
    held.state = CapitationRun.State.APPROVED
    held.decider_id, held.decided_by, held.decided_at = act.user_id, act.actor, act.at
    held.save(update_fields=["state", "decider", "decided_by", "decided_at"])
    month = Month.of(held.month)
    owed = Owed(
        provider=held.provider,
        amount=held.amount,
        key=f"CAPITATION:{held.provider.code}:{month}",
        text=f"Kapitasi {month_name(month)} {held.provider.code}",
        capitation=held,
    )
    owe(owed=[owed], act=act)
    _record(act, "approve_capitation", held)
    return held


class PreparedAlready(ValueError):
    """A second capitation of one provider and month."""


class NoCapitation(ValueError):
    """A provider without capitation in a month."""


class MonthAhead(ValueError):
    """A month that has not begun."""


class NotAPerson(ValueError):
    """An approval that the system would give by itself."""


class SamePerson(ValueError):
    """An approval by who prepared it."""


class ApprovedAlready(ValueError):
    """A second approval."""


def _contract(provider: Provider, month: Month) -> ProviderContract | None:
    contract = contract_on(provider, month.first_day)
    return contract if contract and contract.capitation_single else None


def _lines(provider: Provider, contract: ProviderContract, month: Month) -> pl.DataFrame:
    """Give a worker a row: heads, and what they come to under a contract."""
    single, family = contract.capitation_single or 0, contract.capitation_family or 0
    each = pl.when(pl.col("heads") > 1).then(family).otherwise(single)
    return heads_of(provider, month.first_day).select(
        "person_id",
        pl.lit(month.first_day).alias("month"),
        "heads",
        (pl.col("heads") * each).alias("amount"),
    )


def _corrections(provider: Provider, month: Month) -> pl.DataFrame:
    """Give what earlier months, worked out anew, differ from what was listed for them."""
    earlier = [month + -back for back in range(1, LOOK_BACK + 1)]
    runs = CapitationRun.objects.filter(
        provider=provider, month__in=[one.first_day for one in earlier]
    )
    runs = runs.select_related("contract").order_by("month")
    return pl.concat(
        [
            pl.DataFrame(schema=LINES),
            *(_difference(provider, run.contract, run.month) for run in runs),
        ]
    )


def _difference(provider: Provider, contract: ProviderContract, first: date) -> pl.DataFrame:
    anew = _lines(provider, contract, Month.of(first))
    listed = paid_so_far(provider, first)
    both = pl.concat([anew, listed.with_columns(-pl.col("heads"), -pl.col("amount"))])
    summed = both.group_by("person_id", "month", maintain_order=True).agg(
        pl.col("heads").sum(), pl.col("amount").sum()
    )
    return summed.filter((pl.col("heads") != 0) | (pl.col("amount") != 0))


def _store(run: CapitationRun, lines: pl.DataFrame) -> None:
    if lines.is_empty():
        return
    with connection.cursor() as cursor:
        frame = lines.select(pl.lit(run.pk).alias("run_id"), pl.all())
        copy_frame(cast("CopyCursor", cursor), "providers_capitationline", frame)


def _record(act: Act, action: str, run: CapitationRun) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="provider",
        subject_id=run.provider_id,
        detail={
            "month": str(Month.of(run.month)),
            "workers": run.workers,
            "heads": run.heads,
            "amount": run.amount,
        },
    )
