"""An officer has a year's statements of the branch printed, and fetches the files."""

from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from jamsostek.audit.models import Record
from jamsostek.documents.models import Document
from jamsostek.institution.models import Role
from jamsostek.savings.models import StatementPrint, StatementRun
from jamsostek.savings.services import credit_year_return
from tests.jobs.inline import move, run_waiting_jobs
from tests.people import act
from tests.savings.accounts import employer_of, receive
from tests.web.conftest import elsewhere

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

ASK = "/rincian-tahunan/minta/"
WANTED = {"year": "2010", "branch": "V-YOG"}


@pytest.fixture
def officer(signed_in):
    employer = employer_of("ANI", "BAYU")
    receive(employer, {"ANI": 500_000, "BAYU": 1}, date(2010, 3, 10))
    credit_year_return(year=2010, act=act(date(2011, 1, 9)))
    return signed_in(Role.MEMBERSHIP_OFFICER)


def words_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_they_are_asked_for_watched_and_fetched(officer):
    asked = words_of(officer.get("/rincian-tahunan/"))
    sent = officer.post(ASK, WANTED)
    waiting = words_of(officer.get(sent["Location"]))
    ran = run_waiting_jobs()
    done = words_of(officer.get(sent["Location"]))
    listed = words_of(officer.get("/rincian-tahunan/"))
    file = officer.get(f"{sent['Location']}berkas/1/")

    assert '<option value="2010">' in asked
    assert "Menunggu giliran" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert ran == ["print_statements"]
    assert "Siap dicetak" in done
    assert "Berkas 1 (PDF)" in done
    assert "2010, " in listed
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="rincian-2010-V-YOG-1.pdf"'
    assert file.content == bytes(StatementPrint.objects.get().pdf)
    assert Document.objects.count() == 2
    assert Record.objects.filter(action="ask_for_statements").count() == 1


def test_while_it_runs_the_page_says_how_many_percent(officer):
    run_at = officer.post(ASK, WANTED)["Location"]
    move(ProcrastinateJob.objects.get().pk, "doing")
    StatementRun.objects.update(done=1, total=4)

    issuing = words_of(officer.get(run_at))
    StatementRun.objects.update(done=3)
    setting = words_of(officer.get(run_at))

    assert "Rincian diterbitkan, persen" in issuing
    assert '<progress id="kemajuan-bar" value="25" max="100">' in issuing
    assert "Berkas cetak disusun, persen" in setting
    assert 'value="75"' in setting


def test_what_was_given_up_is_gone_on_with(officer):
    run_at = officer.post(ASK, WANTED)["Location"]
    move(ProcrastinateJob.objects.get().pk, "failed")

    stuck = words_of(officer.get(run_at))
    officer.post(f"{run_at}lanjut/")
    run_waiting_jobs()

    assert "Terputus" in stuck
    assert "Lanjutkan" in stuck
    assert "Siap dicetak" in words_of(officer.get(run_at))


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({**WANTED, "year": "2011"}, "2011 bukan"),
        ({**WANTED, "branch": "II-PLG"}, "II-PLG bukan"),
        ({"branch": "V-YOG"}, 'id="kesalahan'),
    ],
)
def test_a_year_not_credited_and_a_branch_of_others_are_refused(officer, sent, says):
    elsewhere()

    answer = words_of(officer.post(ASK, sent))

    assert says in answer
    assert not StatementRun.objects.exists()


def test_who_only_reads_sees_them_but_asks_for_none(officer, signed_in):
    run_at = officer.post(ASK, WANTED)["Location"]
    run_waiting_jobs()
    auditor = signed_in(Role.AUDITOR)

    assert "Perbarui" not in words_of(auditor.get(run_at))
    assert auditor.post(ASK, WANTED).status_code == 404
    assert auditor.get(f"{run_at}berkas/1/").status_code == 200
    assert auditor.get(f"{run_at}berkas/2/").status_code == 404
