"""The calculators of benefits, before any sign-in."""

import re
from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.django_db

DEATH = {"event_date": "12-03-2011", "cover": "INSURED", "family": ["SPOUSE", "CHILD"]}


def page(client, path: str, **asked: object) -> str:
    answer = client.get(f"{path}?{urlencode(asked, doseq=True)}" if asked else path)
    assert answer.status_code == 200
    return answer.content.decode()


def amounts(text: str) -> list[str]:
    return re.findall(r'<td class="number">(-?Rp[\d.,]+)</td>', text)


def death(client, **asked: object) -> str:
    return page(client, "/hitung/manfaat/kematian/", **{**DEATH, **asked})


def test_an_empty_form_asks_and_does_not_complain(client):
    assert 'id="kesalahan"' not in page(client, "/hitung/manfaat/kematian/")


def test_a_death_is_shown_line_by_line_with_articles_and_shares(client):
    text = death(client)

    # PP 76/2007: grant 10.000.000, 24 x 200.000, funeral 2.000.000
    assert amounts(text) == ["Rp10.000.000", "Rp4.800.000", "Rp2.000.000", "Rp16.800.000"]
    assert "24 x 200.000 = Rp4.800.000" in text
    assert "PP 76/2007" in text
    assert "<dt>Janda atau duda (janda atau duda)</dt><dd>Rp16.800.000</dd>" in text


def test_children_share_what_no_widow_takes(client):
    text = death(client, family=["CHILD"], children="3")

    # Each line by itself, the rupiah left over to the elder: 3.333.334 + 1.600.000 + 666.667,
    # 3.333.333 + 1.600.000 + 666.667, 3.333.333 + 1.600.000 + 666.666
    shares = re.findall(r"<dd>(Rp5[\d.]+)</dd>", text)
    assert shares == ["Rp5.600.001", "Rp5.600.000", "Rp5.599.999"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"event_date": ""}, "event_date"),
        ({"event_date": "01-07-2015"}, "event_date"),
        ({"event_date": "01-01-1990"}, "event_date"),
        ({"family": []}, "will"),
        ({"event_date": "23-04-2012"}, "up_front"),
        ({"children": "999"}, "children"),
    ],
)
def test_what_is_missing_is_asked_for_beside_its_question(client, asked, field):
    text = death(client, **asked)

    assert f'id="id_{field}_error"' in text
    assert amounts(text) == []


def test_nobody_left_and_no_will_gives_the_funeral_alone(client):
    text = death(client, family=[], will="no")

    assert amounts(text) == ["Rp2.000.000", "Rp2.000.000"]


def test_the_page_speaks_english_too(client):
    client.post("/bahasa/", {"language": "en", "next": "/"})

    assert "Death grant" in death(client)


ACCIDENT = {
    "event_date": "09-05-2011",
    "monthly_wage": "1.500.000",
    "outcome": "PARTIAL",
    "days_unable": "0",
    "impairment": "THUMB_RIGHT",
    "loss": "LOST",
    "treatment": "25.000.000",
}
SAVINGS = {
    "exit": "AGE_55",
    "event_date": "20-08-2011",
    "birth_date": "20-08-1956",
    "payment_date": "30-09-2011",
    "balance": "62.000.000",
}


def accident(client, **asked: object) -> str:
    return page(client, "/hitung/manfaat/kecelakaan-kerja/", **{**ACCIDENT, **asked})


def savings(client, **asked: object) -> str:
    return page(client, "/hitung/manfaat/hari-tua/", **{**SAVINGS, **asked})


def test_an_accident_is_shown_line_by_line(client):
    # 15 % of 80 wages; costs up to 20.000.000; who gets what, and all of it
    assert amounts(accident(client)) == [
        *("Rp18.000.000", "Rp20.000.000"),
        *("Rp18.000.000", "Rp20.000.000", "Rp38.000.000"),
    ]


def test_a_fatal_accident_goes_to_the_family(client):
    text = accident(client, outcome="DEATH", treatment="", family=["SPOUSE"])

    # 60 % of 80 wages, 24 x 200.000, funeral
    assert amounts(text) == ["Rp72.000.000", "Rp4.800.000", "Rp2.000.000", "Rp78.800.000"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"impairment": ""}, "impairment"),
        ({"loss": ""}, "loss"),
        ({"loss": "FUNCTION"}, "percent"),
        ({"days_unable": "10"}, "wage_paid"),
        ({"monthly_wage": ""}, "monthly_wage"),
        ({"outcome": "TOTAL", "event_date": "23-04-2012"}, "up_front"),
        ({"event_date": "01-07-2015"}, "event_date"),
    ],
)
def test_what_an_accident_lacks_is_asked_for(client, asked, field):
    assert f'id="id_{field}_error"' in accident(client, **asked)


def test_savings_are_shown_after_tax(client):
    # 5 % of 12.000.000 above 50.000.000 (PP 68/2009)
    assert amounts(savings(client))[:2] == ["Rp62.000.000", "-Rp600.000"]
    assert amounts(savings(client))[-1] == "Rp61.400.000"


def test_savings_too_early_say_from_when(client):
    text = savings(
        client,
        exit="STOPPED_WORKING",
        event_date="01-03-2011",
        birth_date="10-01-1980",
        member_since="01-06-2008",
        payment_date="01-04-2011",
    )

    assert "1 Juni 2013" in text
    assert amounts(text) == []


def test_what_savings_lack_is_asked_for(client):
    assert 'id="id_birth_date_error"' in savings(client, birth_date="")


def test_the_list_leads_to_each(client):
    text = page(client, "/hitung/manfaat/")

    for name in ("kecelakaan-kerja", "kematian", "hari-tua"):
        assert f'href="/hitung/manfaat/{name}/"' in text
