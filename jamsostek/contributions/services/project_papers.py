"""The certificate of a project: that its workers take part, for a tender or an order to start."""

from datetime import date, timedelta

from jamsostek.contributions.queries.projects import bills_of_project, first_paid
from jamsostek.contributions.rules.project_terms import Registered, registered_in_time
from jamsostek.documents import services as documents
from jamsostek.documents.models import Document
from jamsostek.documents.rules import Certificate, Kind, Signatory
from jamsostek.documents.services import NewDocument
from jamsostek.kernel.acts import Act
from jamsostek.kernel.words import long_date, number, rupiah
from jamsostek.membership.models import Project
from jamsostek.membership.queries import workers_of_project


def issue_project_certificate(
    *, project: Project, position: str, act: Act, replace: bool = False
) -> Document:
    """Issue the certificate of a project's participation as it is on the day of the act.

    Only once its first term is paid: before, nobody is insured (PP 14/1993, Pasal 7). `position`
    says as what the officer signs.

    Raises:
        FirstTermUnpaid: the first term is not paid in full.
        ProjectEnded: the project has ended by then.
        AlreadyIssued: it has one, and it is not to be replaced.
    """
    day = act.day
    paid_on = first_paid([project.pk]).get(project.pk)
    if paid_on is None:
        raise FirstTermUnpaid(f"The first term of {project.number} is not paid.")
    if project.until_date <= day:
        raise ProjectEnded(f"{project.number} ended before {long_date(project.until_date, 'en')}.")
    body = Certificate(
        attests="menerangkan bahwa",
        holder=project.contractor.name,
        sentence=(
            "mengikutsertakan tenaga kerja proyek berikut dalam program Jaminan Kecelakaan Kerja"
            " (JKK) dan Jaminan Kematian (JKM) menurut KEP-196/MEN/1999"
        ),
        facts=_facts(project, act),
        remarks=(
            _insured(project, max(project.from_date, project.registered_on, paid_on)),
            *_late(project),
            *_still_open(project),
        ),
        signatory=Signatory(act.actor, position),
    )
    new = NewDocument(
        kind=Kind.PROJECT_CERTIFICATE,
        subject_type="project",
        subject_id=project.pk,
        holder=project.contractor.name,
        office_code=project.branch.code,
        title="Sertifikat Kepesertaan Proyek",
        body=body,
    )
    return documents.issue(new=new, act=act, replace=replace)


class FirstTermUnpaid(ValueError):
    """A project whose first term is not paid: nobody is insured on it."""


class ProjectEnded(ValueError):
    """A project that has ended."""


def _facts(project: Project, act: Act) -> tuple[tuple[str, str], ...]:
    return (
        ("Nomor proyek", project.number),
        ("Proyek", project.name),
        ("Pemberi kerja", project.owner),
        ("Nomor SPK atau kontrak", project.contract_number or "\N{EN DASH}"),
        ("Lokasi", project.place),
        ("Nilai kontrak", rupiah(project.contract_value)),
        ("Masa pekerjaan", f"{long_date(project.from_date)} sampai {_last_day(project)}"),
        ("Didaftarkan", long_date(project.registered_on)),
        ("Tenaga kerja", f"{number(workers_of_project(project, act.day).count())} orang"),
    )


def _insured(project: Project, begins: date) -> str:
    return (
        f"Perlindungan berlaku {long_date(begins)} sampai {_last_day(project)},"
        " menurut daftar pekerja yang disampaikan kontraktor."
    )


def _last_day(project: Project) -> str:
    return long_date(project.until_date - timedelta(days=1))


def _late(project: Project) -> tuple[str, ...]:
    if registered_in_time(project.registered_on, project.from_date) is Registered.IN_TIME:
        return ()
    return ("Proyek ini didaftarkan terlambat.",)


def _still_open(project: Project) -> tuple[str, ...]:
    missing = sum(max(0, bill.amount - bill.received) for bill in bills_of_project(project))
    return (f"Iuran yang belum dibayar: {rupiah(missing)}.",) if missing else ()
