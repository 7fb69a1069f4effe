"""The words for stored codes: roles, kinds, states, relations."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.models import Bill, Declaration, Refund, WriteOff, WriteOffItem
from jamsostek.documents.rules import KINDS, Kind
from jamsostek.institution.models import Role
from jamsostek.membership.matching import NikFinding
from jamsostek.membership.models import (
    EmployerKind,
    EmploymentKind,
    EndReason,
    PersonMerge,
    ProjectWorker,
    Relation,
    Sex,
    WageRecord,
)
from jamsostek.membership.queries.duplicates import Likeness
from jamsostek.membership.rules import FamilyGround
from jamsostek.treasury.models import CashSession, LineKind, PaymentOrder, PaymentRun

Labels = dict[str, Promise]

ROLES: Labels = {
    Role.MEMBERSHIP_OFFICER: _("Petugas kepesertaan"),
    Role.FINANCE_OFFICER: _("Petugas keuangan"),
    Role.CLAIMS_OFFICER: _("Petugas klaim"),
    Role.CLAIMS_SUPERVISOR: _("Penyelia klaim"),
    Role.MEDICAL_ADVISER: _("Dokter penasihat"),
    Role.CASHIER: _("Kasir"),
    Role.REGIONAL_HEAD: _("Kepala kantor wilayah"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
EMPLOYER_KINDS: Labels = {
    EmployerKind.BUMN: _("BUMN atau BUMD"),
    EmployerKind.JOINT_VENTURE: _("Usaha patungan"),
    EmployerKind.PMA: _("Penanaman modal asing (PMA)"),
    EmployerKind.FOUNDATION: _("Yayasan"),
    EmployerKind.COOPERATIVE: _("Koperasi"),
    EmployerKind.SOLE_TRADER: _("Perusahaan perorangan"),
    EmployerKind.OTHER: _("Badan usaha lain"),
}
EMPLOYMENT_KINDS: Labels = {
    EmploymentKind.PERMANENT: _("Tetap"),
    EmploymentKind.FIXED_TERM: _("Kontrak (PKWT)"),
    EmploymentKind.CASUAL: _("Harian lepas"),
    EmploymentKind.PIECE_RATE: _("Borongan"),
}
PROJECT_WORKER_KINDS: Labels = {
    ProjectWorker.Kind.REGULAR: _("Tetap atau kontrak"),
    ProjectWorker.Kind.DAILY: _("Harian lepas atau borongan"),
}
WAGE_BASES: Labels = {
    WageRecord.Basis.MONTHLY: _("Sebulan"),
    WageRecord.Basis.DAILY: _("Sehari"),
    WageRecord.Basis.PIECE_RATE: _("Borongan, sebulan"),
}
SEXES: Labels = {Sex.MALE: _("Laki-laki"), Sex.FEMALE: _("Perempuan")}
RELATIONS: Labels = {Relation.SPOUSE: _("Suami atau istri"), Relation.CHILD: _("Anak")}
END_REASONS: Labels = {
    EndReason.DIVORCED: _("Bercerai"),
    EndReason.DIED: _("Meninggal dunia"),
    EndReason.MARRIED: _("Menikah"),
    EndReason.WORKS: _("Sudah bekerja"),
    EndReason.OTHER: _("Sebab lain"),
}
FAMILY_GROUNDS: Labels = {
    FamilyGround.SPOUSE: _("Suami atau istri yang sah."),
    FamilyGround.CHILD: _("Anak yang belum bekerja dan belum menikah."),
    FamilyGround.NOT_YET: _("Belum ditanggung pada tanggal itu."),
    FamilyGround.TOO_OLD: _("Sudah mencapai batas umur."),
    FamilyGround.FOURTH_CHILD: _("Sudah ada tiga anak yang ditanggung."),
    FamilyGround.NO_JPK: _("Pada tanggal itu tidak ada JPK."),
    FamilyGround.DIED: _("Meninggal dunia."),
    FamilyGround.DIVORCED: _("Bercerai."),
    FamilyGround.MARRIED: _("Sudah menikah."),
    FamilyGround.WORKS: _("Sudah bekerja."),
    FamilyGround.OTHER: _("Tidak lagi ditanggung."),
}
PROGRAMMES: Labels = {
    "JHT": _("JHT, Jaminan Hari Tua"),
    "JKK": _("JKK, Jaminan Kecelakaan Kerja"),
    "JKM": _("JKM, Jaminan Kematian"),
    "JPK": _("JPK, Jaminan Pemeliharaan Kesehatan"),
}
RISK_GROUPS: dict[int, str] = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V"}
DECLARATION_KINDS: Labels = {
    Declaration.Kind.FILE: _("Berkas upah"),
    Declaration.Kind.COPY: _("Sama dengan bulan lalu"),
    Declaration.Kind.NIL: _("Nihil"),
    Declaration.Kind.LIST: _("Daftar di halaman"),
}
BILL_STATES: dict[str, tuple[str, Promise]] = {
    Bill.State.OPEN: ("wait", _("Belum dibayar")),
    Bill.State.PART: ("wait", _("Dibayar sebagian")),
    Bill.State.PAID: ("good", _("Lunas")),
    Bill.State.OVER: ("good", _("Lunas, lebih bayar")),
    Bill.WRITTEN_OFF: ("none", _("Dihapusbukukan")),
}
"""For each state of a bill, how it is shown and the word beside the sign."""

REFUND_STATES: dict[str, tuple[str, Promise]] = {
    Refund.State.PROPOSED: ("wait", _("Menunggu putusan")),
    Refund.State.APPROVED: ("wait", _("Disetujui, belum dibayar")),
    Refund.State.PAID: ("good", _("Sudah dibayar")),
    Refund.State.REJECTED: ("bad", _("Ditolak")),
    Refund.State.WITHDRAWN: ("none", _("Ditarik kembali")),
    Refund.State.RETURNED: ("bad", _("Dikembalikan bank")),
}
"""For each state of a refund, how it is shown and the word beside the sign."""
PAYMENT_STATES: dict[str, tuple[str, Promise]] = {
    PaymentOrder.State.QUEUED: ("wait", _("Menunggu dibayar")),
    PaymentOrder.State.SENT: ("wait", _("Dikirim ke bank")),
    PaymentOrder.State.UNKNOWN: ("bad", _("Belum jelas")),
    PaymentOrder.State.PAID: ("good", _("Sudah dibayar")),
    PaymentOrder.State.RETURNED: ("bad", _("Dikembalikan bank")),
    PaymentOrder.State.CANCELLED: ("none", _("Dibatalkan")),
    PaymentRun.State.PREPARED: ("wait", _("Menunggu pelepasan")),
    PaymentRun.State.RELEASED: ("good", _("Dilepas")),
    CashSession.State.OPEN: ("good", _("Buka")),
    CashSession.State.COUNTED: ("wait", _("Dihitung, menunggu pengesahan")),
    CashSession.State.CLOSED: ("none", _("Tutup")),
}
"""For each state of a payment, a run or a till, how it is shown and the word beside the sign."""
PAYMENT_METHODS: Labels = {
    PaymentOrder.Method.TRANSFER: _("Transfer"),
    PaymentOrder.Method.CASH: _("Tunai"),
}
RESULT_FAULTS: Labels = {
    "UNKNOWN_CODE": _("Kodenya tidak dikenal"),
    "NOT_SENT": _("Belum pernah dikirim ke bank"),
    "OTHER_AMOUNT": _("Jumlahnya lain"),
    "CONTRADICTS": _("Bertentangan dengan jawaban lain"),
}
WRITE_OFF_GROUNDS: Labels = {
    WriteOff.Ground.BANKRUPT: _("Pailit"),
    WriteOff.Ground.GONE: _("Tidak ditemukan lagi"),
    WriteOff.Ground.TIME_BARRED: _("Kedaluwarsa"),
    WriteOff.Ground.OTHER: _("Sebab lain"),
}
WRITE_OFF_PARTS: Labels = {
    WriteOffItem.Part.WHOLE: _("Seluruh tagihan"),
    WriteOffItem.Part.PENALTY: _("Denda saja"),
}
DECISIONS: dict[str, tuple[str, Promise]] = {
    "PROPOSED": ("wait", _("Menunggu keputusan")),
    "REFUSED": ("none", _("Ditolak")),
    "AGREED": ("good", _("Disepakati")),
    "APPROVED": ("good", _("Disetujui")),
}
OUTCOMES: dict[str, tuple[str, Promise]] = {
    "KEPT": ("good", _("Lunas")),
    "AHEAD": ("wait", _("Berjalan")),
    "WAITING": ("wait", _("Masa tenggang")),
    "BROKEN": ("bad", _("Dilanggar")),
}
"""Of a proposal, and of an instalment or a whole agreement: how it is shown, and the word."""

NIK_FINDINGS: Labels = {
    NikFinding.MISSING: _("NIK belum diisi."),
    NikFinding.NOT_SIXTEEN_DIGITS: _("NIK seharusnya 16 angka."),
    NikFinding.UNKNOWN_REGION: _("Dua angka pertama NIK bukan kode provinsi yang dikenal."),
    NikFinding.BIRTH_DATE_DIFFERS: _("Tanggal lahir di dalam NIK berbeda dari yang diisi."),
    NikFinding.SEX_DIFFERS: _("Jenis kelamin di dalam NIK berbeda dari yang diisi."),
}
LINE_KINDS: Labels = {
    LineKind.PAYMENT: _("Setoran"),
    LineKind.INTEREST: _("Jasa giro"),
    LineKind.REVERSAL: _("Pembatalan setoran"),
    LineKind.CHARGE: _("Biaya dan pajak bank"),
    LineKind.OUTGOING: _("Pengeluaran lain"),
}
ENTRY_KINDS: Labels = {
    "BILL": _("Tagihan"),
    "SETTLEMENT": _("Pelunasan tagihan"),
    "BANK": _("Rekening koran"),
    "WRITE_OFF": _("Penghapusbukuan"),
    "RETURN": _("Hasil pengembangan"),
    "PAYMENT": _("Pembayaran jaminan"),
}
MERGE_STATES: dict[str, tuple[str, Promise]] = {
    PersonMerge.State.PROPOSED: ("wait", _("Menunggu petugas kedua")),
    PersonMerge.State.REFUSED: ("none", _("Ditolak")),
    PersonMerge.State.MERGED: ("good", _("Digabung")),
    PersonMerge.State.SPLIT: ("none", _("Dipisahkan kembali")),
}
"""For each state of a merge, how it is shown and the word beside the sign."""

LIKENESS: Labels = {
    Likeness.SAME_NIK: _("NIK sama"),
    Likeness.SAME_NAME: _("Nama dan tanggal lahir sama"),
    Likeness.LIKE_NAME: _("Tanggal lahir sama, nama mirip"),
}
FUNDS: Labels = {
    "JHT": _("Dana JHT"),
    "JKK": _("Dana JKK"),
    "JKM": _("Dana JKM"),
    "JPK": _("Dana JPK"),
    "BADAN": _("Dana badan"),
}
ACTOR_KINDS: Labels = {
    "HUMAN": _("Orang"),
    "SYSTEM": _("Sistem"),
    "SUPPORT": _("Dukungan teknis"),
}
DEEDS: Labels = {
    "register_employer": _("Pemberi kerja didaftarkan"),
    "register_contractor": _("Kontraktor didaftarkan"),
    "register_contractors": _("Kontraktor didaftarkan"),
    "let_contractor_sign_in": _("Petugas kontraktor dapat masuk"),
    "register_project": _("Proyek didaftarkan"),
    "register_projects": _("Proyek didaftarkan"),
    "bill_project": _("Proyek ditagih"),
    "bill_projects": _("Proyek ditagih"),
    "record_addendum": _("Adendum dicatat"),
    "bill_addendum": _("Selisih adendum ditagih"),
    "charge_late_terms": _("Denda termin ditagih"),
    "add_project_workers": _("Pekerja proyek didaftarkan"),
    "end_project_work": _("Pekerjaan di proyek berakhir"),
    "add_subcontractor": _("Subkontraktor dicatat"),
    "register_employers": _("Pemberi kerja didaftarkan"),
    "decide_risk_group": _("Kelompok risiko JKK ditetapkan"),
    "change_programme": _("Keikutsertaan program diubah"),
    "end_membership": _("Kepesertaan diakhiri"),
    "register_workers": _("Tenaga kerja didaftarkan"),
    "register_covers": _("Pekerja mandiri didaftarkan"),
    "register_groups": _("Wadah didaftarkan"),
    "change_terms": _("Penghasilan atau program pekerja mandiri diubah"),
    "move_to_group": _("Pekerja mandiri berpindah wadah"),
    "end_cover": _("Kepesertaan mandiri diakhiri"),
    "end_group": _("Wadah diakhiri"),
    "bill_ahead": _("Tagihan pekerja mandiri dibuat"),
    "give_up_bills": _("Tagihan pekerja mandiri tidak jadi dibayar"),
    "let_collector_sign_in": _("Penanggung jawab wadah diberi akun"),
    "let_member_sign_in": _("Peserta diberi akun"),
    "end_employments": _("Hubungan kerja diakhiri"),
    "change_wage": _("Upah diubah"),
    "propose_merge": _("Penggabungan nomor diusulkan"),
    "merge_persons": _("Nomor peserta digabung"),
    "refuse_merge": _("Penggabungan nomor ditolak"),
    "split_persons": _("Nomor peserta dipisahkan kembali"),
    "set_family_status": _("Status keluarga diubah"),
    "add_dependant": _("Anggota keluarga ditambahkan"),
    "end_dependant": _("Tanggungan anggota keluarga diakhiri"),
    "declare": _("Upah dilaporkan dan tagihan diterbitkan"),
    "open_accounts": _("Rekening JHT dibuka"),
    "receive_wage_file": _("Berkas upah diterima"),
    "receive_statement": _("Rekening koran diterima"),
    "import_statement": _("Rekening koran dibukukan"),
    "open_bank_account": _("Rekening bank didaftarkan"),
    "assign_receipt": _("Setoran ditujukan ke tagihan"),
    "propose_agreement": _("Pembayaran bertahap diajukan"),
    "approve_agreement": _("Pembayaran bertahap disetujui"),
    "refuse_agreement": _("Pembayaran bertahap ditolak"),
    "propose_write_off": _("Penghapusbukuan diusulkan"),
    "approve_write_off": _("Penghapusbukuan disetujui"),
    "refuse_write_off": _("Penghapusbukuan ditolak"),
    "withdraw_receipt": _("Setoran dilepas dari tagihan"),
    "correct_declaration": _("Laporan upah diperbaiki"),
    "refund_proposed": _("Pengembalian uang diusulkan"),
    "refund_approved": _("Pengembalian uang disetujui"),
    "refund_rejected": _("Pengembalian uang ditolak"),
    "refund_withdrawn": _("Pengembalian uang ditarik kembali"),
    "refund_paid": _("Pengembalian uang dibayar"),
    "refund_returned": _("Pengembalian uang dikembalikan bank"),
    "verify_books": _("Buku besar diperiksa"),
    "issue_document": _("Dokumen diterbitkan"),
    "issue_documents": _("Dokumen diterbitkan"),
    "ask_for_statements": _("Rincian tahunan satu cabang diminta"),
    "withdraw_document": _("Dokumen dicabut"),
}


WORKER_FAULTS: Labels = {
    "EMPLOYER_UNKNOWN": _("Pemberi kerja ini tidak dikenal."),
    "NAME_MISSING": _("Namanya belum diisi."),
    "NAME_TOO_LONG": _("Namanya lebih dari 120 huruf."),
    "KPJ_UNKNOWN": _("Tidak ada peserta dengan KPJ ini."),
    "FROM_DATE_MISSING": _("Tanggal mulai bekerja belum diisi."),
    "ENDS_BEFORE_IT_BEGINS": _("Hubungan kerja berakhir sebelum dimulai."),
    "EMPLOYER_LEFT": _("Pemberi kerja ini sudah tidak menjadi peserta pada tanggal itu."),
    "OUTLASTS_MEMBERSHIP": _(
        "Kepesertaan pemberi kerja ini sudah berakhir; hubungan kerja tidak dapat berlangsung "
        "sesudahnya."
    ),
    "WAGE_NOT_ABOVE_ZERO": _("Upahnya harus lebih dari nol."),
    "NO_FIXED_TERM": _("Hanya kontrak (PKWT) yang mempunyai akhir kontrak."),
    "ALREADY_EMPLOYED": _("Orang ini sudah tercatat bekerja di sini pada tanggal itu."),
    "TWICE_IN_LIST": _("Orang ini tertulis dua kali."),
}


PAPERS: Labels = {
    Kind.ANNUAL_STATEMENT: _("Rincian saldo JHT tahunan"),
    Kind.SAVINGS_STATEMENT: _("Rincian saldo JHT"),
    Kind.PARTICIPATION_CERTIFICATE: _("Sertifikat kepesertaan"),
    Kind.MEMBER_CARD: _("Kartu peserta"),
    Kind.PROJECT_CERTIFICATE: _("Sertifikat proyek"),
    Kind.REMINDER: _("Surat pemberitahuan tunggakan"),
    Kind.PAYMENT_RECEIPT: _("Kuitansi pembayaran tunai"),
    Kind.GUARANTEE: _("Surat jaminan"),
    Kind.LETTER: _("Surat"),
}


def paper_kind(code: str) -> str:
    """Name a kind of document."""
    return str(PAPERS.get(code) or KINDS[Kind(code)].title)


def worker_fault(code: str) -> str:
    """Say why a worker cannot be registered."""
    return str(WORKER_FAULTS.get(code, code))


def deed(action: str) -> str:
    """Name what was done, as the trail records it."""
    return str(DEEDS.get(action, action.replace("_", " ")))
