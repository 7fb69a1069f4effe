"""What another region's office asks for by its number is not found, on every route."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jamsostek.compliance.services.agreements import propose_agreement
from jamsostek.compliance.services.reminders import ask_for_round, send_reminders
from jamsostek.contributions.models import Bill, Refund
from jamsostek.contributions.services.own_account import bill_ahead, bill_group
from jamsostek.contributions.services.projects import Payment, bill_project
from jamsostek.contributions.services.refunds import Target, propose_refund_of_bill
from jamsostek.contributions.services.wage_files import read_received, receive_wage_file
from jamsostek.documents.models import Document
from jamsostek.documents.rules import Kind, Letter
from jamsostek.documents.services import NewDocument, issue
from jamsostek.institution.models import Branch, Role, User
from jamsostek.kernel.acts import Act, ActorKind
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Dependant, Employment, Project, ProjectWorker, Relation
from jamsostek.membership.services import NewContractor, add_dependant, register_contractor
from jamsostek.membership.services.papers import issue_member_card
from jamsostek.providers.services.capitation import prepare_capitation
from jamsostek.savings.models import StatementPrint, StatementRun
from jamsostek.treasury.models import BankAccount, LineKind, StatementLine, StatementUpload
from jamsostek.treasury.services.cash import open_desk, open_session, pay_cash
from tests.building import project, put_on
from tests.contributions import writing_off
from tests.contributions.test_receipts import bank_line, billed
from tests.contributions.writing_off import by, officer
from tests.jobs.inline import run_waiting_jobs
from tests.membership.test_merges import proposed
from tests.people import act, batik_melati, hire, person
from tests.providers import cast
from tests.treasury.accounts import collecting
from tests.treasury.paying import CASH, answered, ordered, sent
from tests.vendors import paguyuban, vendors
from tests.web.claims.far import far_claims
from tests.web.conftest import elsewhere
from tests.web.employer.files import csv_file
from tests.web.finance.bank import ACCOUNT, statement
from tests.web.test_routes import ROUTES, permission_of

pytestmark = pytest.mark.django_db

SEPTEMBER = Month(2011, 9)
OFFICE = [role for role in Role if role is not Role.ADMINISTRATOR]
PAID = date(2011, 10, 10)
OF_NO_OFFICE = {
    "rekening-koran/<int:number>/",
    "rekening-koran/<int:number>/lagi/",
    "pemberi-kerja/daftar/<slug:slug>/",
}
"""A bank statement is of an account of the whole institution, and only its lines have a scope;
a question of a form is nobody's."""


def scoped_routes() -> list[str]:
    """Give every route for staff that names something of an office by an identifier."""
    return [
        route
        for route, entry in ROUTES
        if "<" in route
        and getattr(permission_of(entry), "roles", None)
        and route not in OF_NO_OFFICE
    ]


@pytest.fixture
def addresses(signed_in) -> dict[str, str]:
    """Give each route's address of something at the far office, all of which exists."""
    far = batik_melati(branch=elsewhere(), name="PT Palembang Rekaan")
    hire(far, "JAUH REKAAN")
    bill = billed(far, SEPTEMBER)
    hire(far, "JAUH LAMA", from_date=date(2009, 1, 1), until_date=date(2009, 2, 1))
    collecting(ACCOUNT)
    send_statement(signed_in, statement((PAID, bill.amount + 5_000, f"SETORAN {bill.code}")))
    content = csv_file([(person("JAUH REKAAN").kpj, "JAUH REKAAN", 2_000_000)])
    file = receive_wage_file(
        employer=far, month=Month(2011, 8), name="upah.csv", content=content, act=act()
    )
    read_received(wage_file=file)
    refund_far(bill)
    numbers = far_arrears() | far_payments()
    kpj = person("JAUH REKAAN").kpj
    site = far_project()
    known = {
        "contractor_id": site.contractor_id,
        "npp": far.npp,
        "kpj": kpj,
        "month": "2011-09",
        "figure": "tenaga-kerja",
        "slug": "nomor",
        "employment_id": Employment.objects.get(employer=far, person__name="JAUH REKAAN").pk,
        "dependant_id": far_wife().pk,
        "document_id": issue_member_card(person=person("JAUH REKAAN"), act=act()).pk,
        "other": person("JAUH LAMA").kpj,
        "merge_id": proposed("JAUH LAMA", "JAUH REKAAN").pk,
    } | far_providers()
    of_vendor = vendor_of_group(far.branch)
    of_claim = far_claims(person("JAUH REKAAN"), far, site)
    return {
        route: filled(
            route,
            known
            | special(route, bill.code, kpj, file.pk)
            | of_vendor(route)
            | numbers.get(route, {})
            | of_claim(route),
        )
        for route in scoped_routes()
    }


def far_wife() -> Dependant:
    """The wife of the far employer's worker."""
    return add_dependant(
        person=person("JAUH REKAAN"),
        relation=Relation.SPOUSE,
        name="Istri Rekaan",
        birth_date=date(1985, 8, 17),
        from_date=date(2011, 1, 1),
        act=act(),
    )


def far_providers() -> dict[str, object]:
    """Give the numbers of a far hospital, and of a letter, a claim and a capitation of the far."""
    who = cast.worker("JAUH SAKIT")
    where, at_clinic = cast.hospital(at=elsewhere()), cast.clinic(at=elsewhere())
    cast.chosen(who, at_clinic)
    run = prepare_capitation(provider=at_clinic, month=SEPTEMBER, act=act())
    return {
        "provider_code": where.code,
        "letter_id": cast.letter(where, who).pk,
        "claim_code": cast.claim(where, cast.line(who)).code,
        "run_id": run.pk,
    }


def far_project() -> Project:
    """A project of the far office with a bill, a worker, and a contractor of its own."""
    firm = register_contractor(new=NewContractor(name="CV Jauh", branch=elsewhere()), act=act())
    site = project(by=firm, branch=elsewhere())
    bill_project(project=site, payment=Payment.ONCE, act=act())
    put_on(site, {"name": "JAUH HARIAN"})
    letter = NewDocument(
        kind=Kind.LETTER,
        subject_type="project",
        subject_id=site.pk,
        holder=firm.name,
        office_code=elsewhere().code,
        body=Letter(recipient=(firm.name,), paragraphs=("Tentang proyek.",)),
    )
    issue(new=letter, act=act())
    return site


def vendor_of_group(branch: Branch) -> Callable[[str], dict[str, object]]:
    """Give a vendor and a group of a branch, each with an open bill of their own."""
    group = paguyuban(branch=branch)
    facts = {"branch_id": branch.pk, "from_date": date(2011, 10, 3)}
    (alone,) = vendors("TINI JAUH", **facts)
    vendors("WATI JAUH", group_id=group.pk, **facts)
    of_alone = bill_ahead(cover=alone, months=1, act=act(date(2011, 10, 20)))
    of_group = bill_group(group=group, months=1, act=act(date(2011, 10, 20))).bill
    assert of_group is not None

    def known(route: str) -> dict[str, object]:
        if not route.startswith("pekerja-mandiri/"):
            return {}
        code = of_group.code if "<slug:group>" in route else of_alone.code
        return {"cover_id": alone.pk, "group": group.number, "code": code}

    return known


def far_arrears() -> dict[str, dict[str, object]]:
    """Give by route the numbers of what is done about another far employer's arrears."""
    far = batik_melati(branch=elsewhere(), name="PT Menunggak Rekaan")
    bill = billed(far, SEPTEMBER)
    chased = date(2011, 11, 25)
    agreement = propose_agreement(
        employer=far,
        codes=[bill.code],
        count=2,
        first_date=date(2011, 12, 10),
        act=by(officer("ani"), "Arus kas", chased),
    )
    (sent,) = send_reminders(employer=far, position="Petugas", act=act(chased))
    run = ask_for_round(branch=far.branch, act=act(chased))
    given_up = writing_off.proposed(bill, day=chased)
    of = "pemberi-kerja/<slug:npp>/tunggakan"
    return {
        f"{of}/angsuran/<int:number>/": {"npp": far.npp, "number": agreement.pk},
        f"{of}/angsuran/<int:number>/putuskan/": {"npp": far.npp, "number": agreement.pk},
        f"{of}/surat/<int:number>/": {"npp": far.npp, "number": sent.pk},
        f"{of}/hapus-buku/<int:number>/putuskan/": {"npp": far.npp, "number": given_up.pk},
        "tunggakan/surat/<int:number>/": {"number": run.pk},
    }


def far_payments() -> dict[str, dict[str, object]]:
    """Give by route the numbers of a far office's payments, run and till."""
    far = elsewhere().pk
    back = ordered((1, 1_000), branch_id=far, source="TEST")
    run = sent(BankAccount.objects.get())
    answered(f"{back.code},DITOLAK,,")
    desk = open_desk(branch=elsewhere(), name="Loket 1", act=act())
    session = open_session(desk=desk, counted=0, brought=5_000, act=by(officer("kasir")))
    cash = ordered((2, 1_000), branch_id=far, destination=CASH, source="TEST")
    handed = ordered((3, 1_000), branch_id=far, destination=CASH, source="TEST")
    pay_cash(order=handed, session=session, receiver="Ibu Contoh", act=by(officer("kasir")))
    of_till = {"number": session.pk, "order_number": cash.pk}
    of_run = {"number": run.pk, "form": "xml"}
    return {
        **{
            f"pembayaran/<int:number>/{rest}": {"number": back.pk}
            for rest in ("", "langkah/", "terbit-ulang/")
        },
        "pembayaran/<int:number>/kuitansi/": {"number": handed.pk},
        **{
            f"kiriman/<int:number>/{rest}": of_run
            for rest in ("", "langkah/", "berkas/<slug:form>/")
        },
        "kas/buka/<int:number>/": {"number": desk.pk},
        **{
            f"kas/<int:number>/{rest}": of_till
            for rest in ("", "bayar/<int:order_number>/", "pindah/", "hitung/", "sahkan/")
        },
    }


def special(route: str, bill_code: str, kpj: str, file_id: int) -> dict[str, object]:
    """Give the identifiers whose names mean different things on different routes."""
    if route.startswith("penerimaan/"):
        return {"number": StatementLine.objects.get().pk, "code": bill_code}
    if route.startswith("pengembalian/"):
        return {"number": Refund.objects.get().pk}
    if route.startswith("proyek/"):
        project = Project.objects.get()
        bill = Bill.objects.get(project=project)
        worker = ProjectWorker.objects.get(project=project)
        paper = Document.objects.get(subject_type="project")
        return {
            "number": project.number,
            "code": bill.code,
            "worker_id": worker.pk,
            "document_id": paper.pk,
        }
    if route.startswith("rincian-tahunan/"):
        return {"number": printed_far().pk, "place": 1}
    if route.startswith("kontraktor/"):
        return {"slug": "proyek"}
    codes = {"buku-besar": f"2201.{kpj}", "realisasi": "II-PLG", "target": "II-PLG"}
    return {"number": file_id, "code": codes.get(route.partition("/")[0], bill_code)}


def printed_far() -> StatementRun:
    """Give the far office's statements of a year, in one file for the printer."""
    facts = {"asked_at": act().at, "asked_by": "jauh", "finished_at": act().at}
    run, made = StatementRun.objects.get_or_create(year=2010, branch=elsewhere(), defaults=facts)
    if made:
        StatementPrint.objects.create(
            run=run, place=1, statements=1, first="A", last="A", made_of="0", size=4, pdf=b"%PDF"
        )
    return run


def refund_far(bill: Bill) -> None:
    """Propose to give back a part of what the far bill received too much."""
    officer = User.objects.create_user("jauh")
    propose_refund_of_bill(
        bill=bill,
        amount=1_000,
        target=Target("BANK CONTOH", "1234567890", "PT Palembang Rekaan"),
        reason="Lebih bayar",
        act=Act("jauh", ActorKind.HUMAN, act().at, user_id=officer.pk),
    )


def filled(route: str, known: dict[str, object]) -> str:
    parts = [
        str(known[part.strip("<>").split(":")[-1]]) if part.startswith("<") else part
        for part in route.split("/")
    ]
    return "/" + "/".join(parts)


def send_statement(signed_in, content: bytes) -> None:
    client = signed_in(Role.FINANCE_OFFICER, branch=elsewhere())
    client.post("/rekening-koran/kirim/", {"statements": [SimpleUploadedFile("b.csv", content)]})
    run_waiting_jobs()


def test_nothing_of_another_region_is_found_by_its_identifier(signed_in, addresses):
    stranger = signed_in(*OFFICE)

    read = {route: stranger.get(address).status_code for route, address in addresses.items()}
    sent = {route: stranger.post(address).status_code for route, address in addresses.items()}

    assert {route for route, status in read.items() if status not in {404, 405}} == set()
    assert {route for route, status in sent.items() if status != 404} == set()


def test_the_far_office_itself_finds_all_of_it(signed_in, addresses):
    own = signed_in(*OFFICE, branch=elsewhere())

    read = {route: own.get(address).status_code for route, address in addresses.items()}

    assert {route for route, status in read.items() if status not in {200, 302, 405}} == set()


def test_the_regional_office_above_finds_the_members_account_and_the_receipt(signed_in, addresses):
    region = signed_in(*OFFICE, region=elsewhere().region)
    asked = [addresses["buku-besar/<str:code>/"], addresses["penerimaan/<int:number>/"]]

    answers = [region.get(address).status_code for address in asked]

    assert answers == [200, 200]


@pytest.mark.usefixtures("addresses")
def test_lists_of_bank_lines_leave_out_what_another_region_received(signed_in):
    number = StatementUpload.objects.get().pk
    lists = ["/rekening-koran/baris/", f"/rekening-koran/{number}/"]
    own, stranger = signed_in(*OFFICE, branch=elsewhere()), signed_in(*OFFICE)

    seen = [own.get(address).content.decode() for address in lists]
    hidden = [stranger.get(address).content.decode() for address in lists]

    assert all("SETORAN" in page for page in seen)
    assert not any("SETORAN" in page for page in hidden)


def test_money_that_names_no_bill_waits_for_every_office(signed_in):
    collecting(ACCOUNT)
    send_statement(signed_in, statement((PAID, 5_000, "TANPA KODE")))

    listed = signed_in(*OFFICE).get("/penerimaan/").content.decode()

    assert "TANPA KODE" in listed


def test_a_debit_that_names_another_regions_bill_is_that_regions(signed_in):
    far = billed(batik_melati(branch=elsewhere(), name="PT Palembang Rekaan"), SEPTEMBER)
    bank_line(far.amount, far.code, kind=LineKind.OUTGOING)  # pairs with no credit
    own, stranger = signed_in(*OFFICE, branch=elsewhere()), signed_in(*OFFICE)

    seen, hidden = (
        client.get("/rekening-koran/baris/").context["page"].object_list
        for client in (own, stranger)
    )

    assert [line.codes for line in seen] == [[far.code]]
    assert not hidden


def test_a_line_that_is_no_payment_has_no_page_of_a_receipt(signed_in):
    debit = bank_line(5_000, kind=LineKind.OUTGOING)

    answer = signed_in(*OFFICE).get(f"/penerimaan/{debit.pk}/")

    assert answer.status_code == 404


def test_a_receipt_for_two_offices_hides_the_other_ones_employer(signed_in):
    near = billed(batik_melati(), Month(2011, 9))
    far = billed(batik_melati(branch=elsewhere(), name="PT Palembang Rekaan"), Month(2011, 9))
    collecting(ACCOUNT)
    send_statement(
        signed_in,
        statement((PAID, near.amount + far.amount, f"SETORAN {near.code} {far.code}")),
    )

    page = signed_in(*OFFICE).get(f"/penerimaan/{StatementLine.objects.get().pk}/")

    assert near.employer.name in page.content.decode()
    assert "PT Palembang Rekaan" not in page.content.decode()
