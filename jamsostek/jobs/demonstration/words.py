"""Made-up names of companies, people and streets; whoever bears one of them is not meant."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Industry:
    """A line of business: how annex I of PP 14/1993 calls it, and how its companies are named."""

    text: str
    risk_group: int
    reason: str
    trade: str
    worker: str
    weight: int


INDUSTRIES: Final = (
    Industry("Penjahitan/Konveksi", 1, "Menjahit pakaian jadi.", "Busana", "Penjahit", 16),
    Industry(
        "Pabrik rokok kretek, dan lain-lain", 2, "Melinting kretek.", "Kretek", "Pelinting", 9
    ),
    Industry("Pertenunan", 3, "Menenun dengan mesin.", "Tekstil", "Operator tenun", 12),
    Industry(
        "Pabrik meubel dari kayu dan bahan-bahan lainnya",
        3,
        "Mengolah kayu dengan gergaji dan mesin serut.",
        "Mebel",
        "Tukang kayu",
        12,
    ),
    Industry(
        "Perdagangan besar lainnya (agen-agen perdagangan besar, distributor, makelar,"
        " dan lain-lain)",
        1,
        "Berdagang besar; gudang tanpa alat berat.",
        "Niaga",
        "Pramuniaga",
        11,
    ),
    Industry("Pabrik gula", 2, "Menggiling tebu.", "Manis", "Operator giling", 3),
    Industry("Pabrik teh", 2, "Mengolah pucuk teh.", "Teh", "Pengolah teh", 3),
    Industry("Industri makanan lainnya", 3, "Mengolah makanan.", "Pangan", "Juru masak", 8),
    Industry("Perusahaan percetakan dan penerbitan", 3, "Mencetak.", "Grafika", "Pencetak", 5),
    Industry("Bank dan Kantor-kantor Dagang", 1, "Bekerja di kantor.", "Artha", "Teller", 5),
    Industry("Pengobatan dan kesehatan lainnya", 1, "Merawat orang sakit.", "Husada", "Perawat", 5),
    Industry("Hotel, penginapan, dan ruang sewa", 2, "Melayani tamu.", "Griya", "Pelayan", 5),
    Industry("Pabrik semen", 3, "Membakar dan menggiling klinker.", "Semen", "Operator tungku", 1),
    Industry("Industri minyak kelapa", 3, "Memeras kopra.", "Kelapa", "Operator peras", 2),
    Industry("Pabrik barang logam lainnya", 3, "Menempa dan mengelas.", "Logam", "Tukang las", 3),
)

FIRST_HALVES: Final = (
    *("Wira", "Ganda", "Praba", "Kerta", "Jaga", "Lingga", "Manik", "Raga", "Sekar", "Tirta"),
    *("Banyu", "Candra", "Damar", "Endra", "Gita", "Harda", "Indra", "Jati", "Kanda", "Laras"),
    *("Mandra", "Nara", "Pura", "Rangga", "Sanga", "Tanda", "Udara", "Wana", "Yasa", "Arga"),
    *("Bima", "Cakra", "Darma", "Giri", "Hesti", "Jaya", "Kala", "Langen", "Mangga", "Nusa"),
)
SECOND_HALVES: Final = (
    *("sena", "loka", "tama", "wangi", "rasa", "mukti", "laksa", "pati", "rena", "wuni"),
    *("dipa", "graha", "karsa", "laya", "mala", "nggala", "pala", "ranu", "sari", "tala"),
    *("wara", "yana", "bawa", "cipta", "dara", "ganti", "kusu", "lingga", "marga", "nata"),
    *("padma", "raksa", "sasi", "tirto", "utara", "wisma", "yuda", "asri", "bakti", "dwipa"),
    *("gama", "harja", "kerti", "lestari", "manah"),
)

MEN: Final = (
    *("Agung", "Bagus", "Bambang", "Budi", "Cahyo", "Danang", "Darmanto", "Dwi", "Edi", "Eko"),
    *("Fajar", "Gatot", "Hadi", "Hari", "Heru", "Imam", "Joko", "Karno", "Kuncoro", "Lilik"),
    *("Mardi", "Muhammad", "Mulyono", "Nanang", "Nur", "Paijo", "Parman", "Prasetyo", "Priyo"),
    *("Rahmat", "Rudi", "Sapto", "Sarjono", "Sigit", "Slamet", "Sugeng", "Suparno", "Sutrisno"),
    *("Teguh", "Tri", "Untung", "Wahyu", "Warsito", "Widodo", "Yanto", "Yulianto"),
)
WOMEN: Final = (
    *("Aminah", "Ani", "Asih", "Astuti", "Dewi", "Diah", "Dwi", "Endah", "Endang", "Eni"),
    *("Fitri", "Hartini", "Indah", "Ika", "Ismi", "Kartini", "Kustini", "Lastri", "Lestari"),
    *("Marsini", "Murni", "Ningsih", "Nur", "Nuraini", "Partini", "Puji", "Purwanti", "Rahayu"),
    *("Ratna", "Retno", "Rini", "Rohmah", "Sari", "Siti", "Sri", "Sulastri", "Sumarni"),
    *("Tri", "Tutik", "Umi", "Utami", "Wahyuni", "Warsini", "Wati", "Wulan", "Yuni"),
)
SECOND_NAMES_OF_MEN: Final = (
    *("Santoso", "Wibowo", "Setiawan", "Nugroho", "Susanto", "Raharjo", "Kurniawan", "Saputro"),
    *("Prabowo", "Purnomo", "Hartono", "Suryanto", "Riyadi", "Utomo", "Hidayat", "Waluyo"),
    *("Subagyo", "Triyono", "Winarno", "Haryanto", "Pamungkas", "Suharto", "Maryono", "Basuki"),
)
SECOND_NAMES_OF_WOMEN: Final = (
    *("Wulandari", "Handayani", "Rahmawati", "Widyastuti", "Setyowati", "Kusumawati", "Hastuti"),
    *("Purwaningsih", "Sulistyowati", "Mulyani", "Susanti", "Hidayati", "Wijayanti", "Anggraini"),
    *("Maryati", "Suryani", "Pratiwi", "Budiarti", "Nurhayati", "Kurniasih", "Yuliani", "Suharni"),
)
STREETS: Final = (
    *("Melati", "Kenanga", "Cempaka", "Flamboyan", "Dahlia", "Merpati", "Rajawali", "Cendrawasih"),
    *("Merapi", "Merbabu", "Lawu", "Serayu", "Progo", "Pandanaran", "Mataram", "Parangtritis"),
)
