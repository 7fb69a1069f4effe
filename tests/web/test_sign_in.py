"""Signing in, staying in, and being forgotten."""

from datetime import UTC, datetime, timedelta
from time import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from jamsostek.institution.models import Role, User
from jamsostek.web import middleware
from tests.people import yogyakarta
from tests.web.conftest import PASSWORD, appoint

pytestmark = pytest.mark.django_db


def try_to_sign_in(client: Client, username: str, password: str = PASSWORD, **extra):
    return client.post("/masuk/", {"login": username, "password": password, **extra})


@pytest.fixture(autouse=True)
def sri():
    return appoint(Role.MEMBERSHIP_OFFICER, branch=yogyakarta(), username="sri")


def test_an_officer_signs_in_and_comes_to_the_desk(client):
    answer = client.post("/masuk/", {"login": "sri", "password": PASSWORD}, follow=True)

    assert answer.redirect_chain == [("/pekerjaan/", 302)]
    assert "Cabang Yogyakarta" in answer.content.decode()
    assert "Petugas kepesertaan" in answer.content.decode()


def test_one_comes_back_to_the_page_one_was_sent_from(client):
    answer = client.get("/pemberi-kerja/", follow=True)
    after = try_to_sign_in(client, "sri", next="/pemberi-kerja/")

    assert 'value="/pemberi-kerja/"' in answer.content.decode()
    assert after["Location"] == "/pemberi-kerja/"


def test_one_is_not_sent_to_a_foreign_page(client):
    answer = try_to_sign_in(client, "sri", next="https://contoh.example/")

    assert answer["Location"] == "/pekerjaan/"


def test_an_unknown_user_and_a_wrong_password_get_the_same_answer():
    wrong = try_to_sign_in(Client(), "sri", "salah sama sekali").content.decode()
    unknown = try_to_sign_in(Client(), "siapa", "salah sama sekali").content.decode()

    assert "Nama pengguna atau kata sandi tidak cocok" in wrong
    assert without_tokens(wrong).replace("sri", "siapa") == without_tokens(unknown)


def without_tokens(page: str) -> str:
    return "".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_after_ten_wrong_passwords_even_the_right_one_waits():
    for _ in range(10):
        try_to_sign_in(Client(), "sri", "salah sama sekali")

    answer = try_to_sign_in(Client(), "sri")

    assert answer.status_code == 200
    assert "Terlalu banyak percobaan masuk yang gagal" in answer.content.decode()


def test_failed_sign_ins_are_counted_where_every_process_sees_them():
    try_to_sign_in(Client(), "sri", "salah sama sekali")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] > 0


def test_nobody_makes_an_account_for_oneself(client):
    page = client.get("/akun/baru/")
    answer = client.post(
        "/akun/baru/", {"username": "baru", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert "tidak menerima pendaftaran akun sendiri" in page.content.decode()
    assert answer.status_code == 200
    assert not User.objects.filter(username="baru").exists()


def test_signing_in_changes_the_session_id(client):
    client.cookies["sessionid"] = "dibawa-dari-luar"

    try_to_sign_in(client, "sri")

    assert client.cookies["sessionid"].value != "dibawa-dari-luar"


def test_signing_out_has_the_browser_forget_everything(client, sri):
    client.force_login(sri.user)

    answer = client.post("/keluar/")

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/pekerjaan/").status_code == 302


def test_a_session_is_no_use_once_its_owner_has_signed_out(client, sri):
    client.force_login(sri.user)
    elsewhere = Client()
    elsewhere.cookies = client.cookies.copy()
    assert elsewhere.get("/pekerjaan/").status_code == 200

    client.post("/keluar/")

    assert elsewhere.get("/pekerjaan/").status_code == 302


def test_a_session_past_its_end_is_no_use(client, sri):
    client.force_login(sri.user)
    Session.objects.update(expire_date=datetime(2011, 9, 30, tzinfo=UTC))

    assert client.get("/pekerjaan/").status_code == 302


def test_a_link_alone_signs_nobody_out(client, sri):
    client.force_login(sri.user)

    answer = client.get("/keluar/")

    assert "Keluar dari sistem?" in answer.content.decode()
    assert client.get("/pekerjaan/").status_code == 200


def test_pages_of_who_is_signed_in_are_kept_nowhere(client, sri):
    client.force_login(sri.user)

    assert client.get("/pekerjaan/")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 302)])
def test_a_session_idle_for_a_quarter_of_an_hour_is_over(client, sri, minutes, status):
    client.force_login(sri.user)
    client.get("/pekerjaan/")

    move_session_back(client, "seen", timedelta(minutes=minutes))

    assert client.get("/pekerjaan/").status_code == status


@pytest.mark.parametrize(("hours", "status"), [(7, 200), (9, 302)])
def test_a_session_lasts_eight_hours_at_most(client, sri, hours, status):
    client.force_login(sri.user)
    client.get("/pekerjaan/")

    move_session_back(client, "began", timedelta(hours=hours))

    assert client.get("/pekerjaan/").status_code == status


def move_session_back(client: Client, mark: str, by: timedelta) -> None:
    session = client.session
    session[mark] -= int(by.total_seconds())
    session.save()


def test_the_session_is_not_written_at_every_page(client, sri, django_assert_max_num_queries):
    client.force_login(sri.user)
    client.get("/akun/")

    with django_assert_max_num_queries(20) as queries:
        client.get("/pekerjaan/")

    assert not [q for q in queries if q["sql"].startswith("UPDATE")]


def test_a_disabled_user_is_out_at_the_next_page(client, sri):
    client.force_login(sri.user)

    User.objects.filter(pk=sri.user_id).update(is_active=False)

    assert client.get("/pekerjaan/").status_code == 302


def test_a_role_taken_away_is_gone_at_the_next_page(client, sri):
    client.force_login(sri.user)

    sri.roles = [Role.AUDITOR]
    sri.save(update_fields=["roles"])

    assert client.get("/pemberi-kerja/daftar/nama/").status_code == 404


def test_outside_development_an_officer_first_sets_up_the_authenticator(client, sri, settings):
    settings.IN_DEVELOPMENT = False
    client.force_login(sri.user)

    answer = client.get("/pemberi-kerja/")

    assert answer["Location"] == "/akun/autentikator/"


def test_the_authenticator_is_set_up_and_asked_for_at_the_next_sign_in(client, sri):
    client.force_login(sri.user)
    confirm = {"password": PASSWORD, "next": "/akun/autentikator/"}
    page = client.post("/akun/pastikan/", confirm, follow=True)
    secret = page.context["form"].secret

    set_up = client.post("/akun/autentikator/", {"code": code_of(secret)}, follow=True)
    other = Client()
    asked = other.post("/masuk/", {"login": "sri", "password": PASSWORD}, follow=True)

    assert "Kode cadangan" in set_up.content.decode()
    assert "Kode dari aplikasi autentikator" in asked.content.decode()
    assert other.get("/pekerjaan/").status_code == 302


def test_a_recovery_code_signs_in_when_the_phone_is_lost(client, sri):
    TOTP.activate(sri.user, "JBSWY3DPEHPK3PXP")
    client.force_login(sri.user)
    codes = RecoveryCodes.activate(sri.user).get_unused_codes()

    other = Client()
    try_to_sign_in(other, "sri")
    answer = other.post("/masuk/kode/", {"code": codes[0]})

    assert answer["Location"] == "/pekerjaan/"
    assert other.get("/pekerjaan/").status_code == 200


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_password_is_changed_by_who_knows_the_old_one(client):
    try_to_sign_in(client, "sri")

    client.post(
        "/akun/kata-sandi/",
        {
            "oldpassword": PASSWORD,
            "password1": "kalimat baru 2011",
            "password2": "kalimat baru 2011",
        },
    )

    assert try_to_sign_in(Client(), "sri", "kalimat baru 2011").status_code == 302


def test_every_answer_forbids_foreign_scripts_frames_and_guesses(client):
    answer = client.get("/")

    assert answer["Content-Security-Policy"] == middleware.CONTENT_POLICY
    assert "unsafe" not in middleware.CONTENT_POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_from_elsewhere_is_refused(sri):
    client = Client(enforce_csrf_checks=True)
    client.force_login(sri.user)

    assert client.post("/bahasa/", {"language": "en"}).status_code == 403


def test_the_clock_of_sessions_is_the_real_one(client, sri):
    client.force_login(sri.user)
    client.get("/pekerjaan/")

    assert abs(client.session["began"] - time()) < 60
