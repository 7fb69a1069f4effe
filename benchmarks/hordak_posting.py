"""Post entries of four legs with django-hordak, in an environment that has it.

Run by `benchmarks.ledger`; prints how many legs a second were written.
"""

import json
import os
import sys
import time
from datetime import date

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="benchmark",  # noqa: S106 - of a benchmark
    DATABASES={"default": json.loads(os.environ["HORDAK_DATABASE"])},
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "mptt",
        "djmoney",
        "hordak",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DEFAULT_CURRENCY="IDR",
    CURRENCIES=["IDR"],
    HORDAK_DECIMAL_PLACES=0,
    HORDAK_MAX_DIGITS=20,
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402 - Django is set up only now
from django.db import transaction  # noqa: E402 - as above
from hordak.models import Account, AccountType, Leg, Transaction  # noqa: E402 - as above
from moneyed import Money  # noqa: E402 - as above

DAY = date(2011, 9, 20)
CODES = {"1201": "AS", "2301": "LI", "1202": "AS", "2302": "LI"}


def main(entries: int) -> None:
    """Write the entries with `bulk_create`, legs and transactions in one database transaction."""
    call_command("migrate", verbosity=0)
    accounts = [
        Account.objects.create(code=code, name=code, type=AccountType(kind), currencies=["IDR"])
        for code, kind in CODES.items()
    ]
    begun = time.perf_counter()
    with transaction.atomic():
        made = Transaction.objects.bulk_create(
            [Transaction(date=DAY, description=f"Tagihan iuran {n}") for n in range(entries)]
        )
        legs = [
            Leg(transaction=one, account=account, **{side: Money(amount + n, "IDR")})
            for n, one in enumerate(made)
            for account, (side, amount) in zip(
                accounts,
                (("debit", 5_700), ("credit", 5_700), ("debit", 890), ("credit", 890)),
                strict=True,
            )
        ]
        Leg.objects.bulk_create(legs)
    print(round(4 * entries / (time.perf_counter() - begun)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
