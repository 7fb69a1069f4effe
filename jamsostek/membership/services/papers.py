"""Papers of membership: the employer's certificate and the member's card."""

from typing import Final

from jamsostek.documents import services as documents
from jamsostek.documents.models import Document
from jamsostek.documents.rules import Card, Certificate, Kind, Signatory
from jamsostek.documents.services import NewDocument
from jamsostek.kernel.acts import Act
from jamsostek.kernel.words import long_date, number
from jamsostek.law.programmes import Programme
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.membership.queries import employments_on, programmes_on
from jamsostek.membership.queries.branches import office_code_of

PROGRAMMES: Final = {
    Programme.JKK: "Jaminan Kecelakaan Kerja (JKK)",
    Programme.JKM: "Jaminan Kematian (JKM)",
    Programme.JHT: "Jaminan Hari Tua (JHT)",
    Programme.JPK: "Jaminan Pemeliharaan Kesehatan (JPK)",
}
"""In the order of the law (UU 3/1992, Pasal 6 ayat (1))."""


def issue_participation_certificate(
    *, employer: Employer, position: str, act: Act, replace: bool = False
) -> Document:
    """Issue the certificate of an employer's participation as it is on the day of the act.

    `position` says as what the officer signs.

    Raises:
        NoLongerMember: the employer does not take part on that day.
        AlreadyIssued: the employer has one, and it is not to be replaced.
    """
    day = act.day
    ended = employer.until_date is not None and employer.until_date <= day
    if ended or employer.from_date > day:
        raise NoLongerMember(f"{employer.npp} does not take part on {long_date(day, 'en')}.")
    taken = programmes_on(employer, day)
    body = Certificate(
        attests="menerangkan bahwa",
        holder=employer.name,
        sentence=(
            "terdaftar sebagai peserta program jaminan sosial tenaga kerja menurut"
            " Undang-Undang Nomor 3 Tahun 1992"
        ),
        facts=(
            ("Nomor pendaftaran (NPP)", employer.npp),
            ("Alamat", employer.address or "\N{EN DASH}"),
            ("Bidang usaha", employer.industry),
            ("Program", "; ".join(name for code, name in PROGRAMMES.items() if code in taken)),
            ("Peserta sejak", long_date(employer.from_date)),
            ("Tenaga kerja", f"{number(employments_on(employer, day).count())} orang"),
        ),
        remarks=(f"Keadaan menurut catatan kami pada {long_date(day)}.",),
        signatory=Signatory(act.actor, position),
    )
    new = NewDocument(
        kind=Kind.PARTICIPATION_CERTIFICATE,
        subject_type="employer",
        subject_id=employer.pk,
        holder=employer.name,
        office_code=employer.branch.code,
        title="Sertifikat Kepesertaan",
        body=body,
    )
    return documents.issue(new=new, act=act, replace=replace)


def issue_member_card(*, person: InsuredPerson, act: Act, replace: bool = False) -> Document:
    """Issue the card with a member's number, which stays the same for life.

    Raises:
        AlreadyIssued: the member has one, and it is not to be replaced.
    """
    born = long_date(person.birth_date) if person.birth_date else ""
    body = Card(
        holder=person.name,
        number_label="Nomor KPJ",
        number=person.kpj,
        facts=(
            ("Lahir", ", ".join(filter(None, (person.birth_place, born))) or "\N{EN DASH}"),
            ("Peserta sejak", long_date(person.registered_on)),
        ),
        remark=(
            "Nomor pada kartu ini berlaku seumur hidup. Tunjukkan kepada pemberi kerja yang baru,"
            " dan bawalah bila mengurus jaminan di kantor cabang."
        ),
    )
    new = NewDocument(
        kind=Kind.MEMBER_CARD,
        subject_type="insured_person",
        subject_id=person.pk,
        holder=person.name,
        office_code=office_code_of(person.pk),
        title="Kartu Peserta",
        body=body,
    )
    return documents.issue(new=new, act=act, replace=replace)


class NoLongerMember(ValueError):
    """An employer that does not take part on the day of the certificate."""
