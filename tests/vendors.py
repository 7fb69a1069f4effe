"""Own-account workers of the tests: a group at Yogyakarta and its vendors. All are invented."""

from datetime import date
from itertools import count

from jamsostek.contributions.models import Bill
from jamsostek.kernel.acts import Act
from jamsostek.membership.models import (
    OwnAccountCover,
    OwnAccountGroup,
    OwnAccountProtection,
)
from jamsostek.membership.services import (
    NewCover,
    NewGroup,
    covers_frame,
    register_covers,
    register_group,
)
from tests.people import act, yogyakarta

THREE = frozenset({"JHT", "JKK", "JKM"})
FOUR = THREE | {"JPK"}
SEMARANG = "33.74"
"""Its minimum wage of 2011 is 961,323."""
YOGYAKARTA = "34.71"
"""It follows the province in 2011: 808,000."""
numbers = count(1)


def paguyuban(name: str = "Paguyuban Pedagang Rekaan", **changes: object) -> OwnAccountGroup:
    """A group of street vendors since 2010."""
    facts: dict[str, object] = {
        "name": name,
        "branch": yogyakarta(),
        "collector": "SRI WAHYUNI",
        "from_date": date(2010, 1, 1),
    }
    return register_group(new=NewGroup(**{**facts, **changes}), act=act())  # type: ignore[arg-type]


def new_cover(name: str = "SITI", **changes: object) -> NewCover:
    """A vendor of the Yogyakarta branch, at 1,000,000 a month in three programmes."""
    facts: dict[str, object] = {
        "branch_id": yogyakarta().pk,
        "name": name,
        "nik": f"99712345078500{next(numbers) % 100:02d}",
        "birth_date": date(1985, 7, 5),
        "occupation": "Pedagang kaki lima",
        "regency_code": YOGYAKARTA,
        "from_date": date(2011, 9, 5),
        "base": 1_000_000,
        "programmes": THREE,
    }
    return NewCover(**{**facts, **changes})  # type: ignore[arg-type]


def vendors(*names: str, by: Act | None = None, **changes: object) -> list[OwnAccountCover]:
    """Register vendors alike, and give their covers in the order named."""
    covers = [new_cover(name, **changes) for name in names]
    made = register_covers(covers=covers_frame(covers), act=by or act(date(2011, 9, 5)))
    found = OwnAccountCover.objects.select_related("person", "group").in_bulk(
        made.rows["cover_id"].to_list()
    )
    return [found[pk] for pk in made.rows["cover_id"]]


def vendor(name: str = "SITI", **changes: object) -> OwnAccountCover:
    """Register one vendor."""
    return vendors(name, **changes)[0]


def protected(*covers: OwnAccountCover) -> list[tuple[date, date]]:
    """The days of standing protections, half-open, in order."""
    rows = OwnAccountProtection.objects.filter(withdrawn_at=None)
    if covers:
        rows = rows.filter(cover__in=covers)
    return list(rows.order_by("cover_id", "from_date").values_list("from_date", "until_date"))


def line_amounts(bill: Bill) -> list[tuple[date, int, int, int, int, int]]:
    """Month, months, and the four amounts of each line."""
    names = ("month", "months", "jht_member", "jkk", "jkm", "jpk")
    return list(bill.lines.order_by("line_no").values_list(*names))
