"""Occupational diseases: the list of Keppres 22/1993, and how long after work they still count."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import Label
from jamsostek.kernel.ages import birthday
from jamsostek.kernel.words import Said, long_date
from jamsostek.law.citations import implements
from jamsostek.law.reader import row_on


class Disease(StrEnum):
    """A disease of the annex of Keppres 22/1993, in its order, and any that is not in it."""

    PNEUMOCONIOSIS = "PNEUMOCONIOSIS"
    HARD_METAL_LUNG = "HARD_METAL_LUNG"
    BYSSINOSIS = "BYSSINOSIS"
    ASTHMA = "ASTHMA"
    ALLERGIC_ALVEOLITIS = "ALLERGIC_ALVEOLITIS"
    BERYLLIUM = "BERYLLIUM"
    CADMIUM = "CADMIUM"
    PHOSPHORUS = "PHOSPHORUS"
    CHROMIUM = "CHROMIUM"
    MANGANESE = "MANGANESE"
    ARSENIC = "ARSENIC"
    MERCURY = "MERCURY"
    LEAD = "LEAD"
    FLUORINE = "FLUORINE"
    CARBON_DISULPHIDE = "CARBON_DISULPHIDE"
    HALOGENATED_HYDROCARBONS = "HALOGENATED_HYDROCARBONS"
    BENZENE = "BENZENE"
    NITRO_AND_AMINO_BENZENE = "NITRO_AND_AMINO_BENZENE"
    NITROGLYCERINE = "NITROGLYCERINE"
    ALCOHOLS_GLYCOLS_KETONES = "ALCOHOLS_GLYCOLS_KETONES"
    ASPHYXIANT_GASES = "ASPHYXIANT_GASES"
    NOISE = "NOISE"
    VIBRATION = "VIBRATION"
    COMPRESSED_AIR = "COMPRESSED_AIR"
    RADIATION = "RADIATION"
    DERMATOSIS = "DERMATOSIS"
    SKIN_EPITHELIOMA = "SKIN_EPITHELIOMA"
    ASBESTOS_CANCER = "ASBESTOS_CANCER"
    INFECTION = "INFECTION"
    HEAT_COLD_HUMIDITY = "HEAT_COLD_HUMIDITY"
    OTHER_CHEMICALS = "OTHER_CHEMICALS"
    NOT_LISTED = "NOT_LISTED"

    @property
    def words(self) -> Label:
        """What it is called, in our words."""
        return _WORDS[self]

    @property
    def number(self) -> int | None:
        """Its number in the annex."""
        return None if self is Disease.NOT_LISTED else list(Disease).index(self) + 1


class Standing(StrEnum):
    """Whether a disease gives a right."""

    DUE = "DUE"
    LAPSED = "LAPSED"
    TO_BE_SETTLED = "TO_BE_SETTLED"


@dataclass(frozen=True, slots=True)
class DiseaseRight:
    """Whether a disease counts as a work accident, why, and where that is written."""

    standing: Standing
    why: Said
    citation: str


@implements(
    "PP 14/1993, Pasal 50",
    "Keppres 22/1993, Pasal 2",
    "Keppres 22/1993, Pasal 3",
    "UU 3/1992, Pasal 11",
)
def right_of_disease(
    disease: Disease,
    diagnosed_on: date,
    *,
    employment_ended: date | None = None,
    arose_on: date | None = None,
) -> DiseaseRight:
    """Say whether an occupational disease gives a right, also after employment has ended.

    It must arise within three years of the end, the same day three years later included. The day
    of the diagnosis is taken for the day it arose unless a doctor names an earlier one; a
    diagnosis that comes later is therefore not refused but asked about.

    Raises:
        NotInForce: the day lies outside the law.
    """
    row = row_on("jkk", "disease_years", on=diagnosed_on)
    if disease is Disease.NOT_LISTED:
        return DiseaseRight(
            Standing.TO_BE_SETTLED, _UNLISTED, "UU 3/1992, Pasal 11; Pasal 24 ayat (3)"
        )
    last = birthday(employment_ended, row.value) if employment_ended else None
    if last is None or (arose_on or diagnosed_on) <= last:
        why = Said(
            f"Penyakit nomor {disease.number} dalam daftar: {disease.words.id}.",
            f"Disease number {disease.number} of the list: {disease.words.en}.",
        )
        return DiseaseRight(Standing.DUE, why, row.citation)
    if arose_on is None:
        return DiseaseRight(Standing.TO_BE_SETTLED, _late_diagnosis(last), row.citation)
    return DiseaseRight(Standing.LAPSED, _too_late(arose_on, last), row.citation)


def _late_diagnosis(last: date) -> Said:
    return Said(
        f"Diagnosis dibuat setelah {long_date(last)}, tiga tahun sejak hubungan kerja berakhir. "
        "Surat keterangan dokter tentang hari timbulnya penyakit akan menentukan.",
        f"The diagnosis came after {long_date(last, 'en')}, three years from the end of work. "
        "A doctor's statement of the day on which the disease arose would settle it.",
    )


def _too_late(arose_on: date, last: date) -> Said:
    return Said(
        f"Penyakit timbul pada {long_date(arose_on)}, setelah {long_date(last)}, tiga tahun sejak "
        "hubungan kerja berakhir; Jaminan Kecelakaan Kerja tidak diberikan.",
        f"The disease arose on {long_date(arose_on, 'en')}, after {long_date(last, 'en')}, three "
        "years from the end of employment; there is no right to JKK.",
    )


_UNLISTED: Final = Said(
    "Penyakit ini tidak ada dalam daftar Keppres 22/1993; penetapan Menteri akan menentukan.",
    "This disease is not in the list of Keppres 22/1993; the Minister would settle it.",
)


def _poisoning(indonesian: str, english: str) -> Label:
    return Label(f"penyakit karena {indonesian}", f"disease caused by {english}")


_WORDS: Final[dict[Disease, Label]] = {
    Disease.PNEUMOCONIOSIS: Label(
        "pneumokoniosis karena debu mineral (silikosis, asbestosis, silikotuberkulosis)",
        "pneumoconiosis caused by mineral dust (silicosis, asbestosis, silico-tuberculosis)",
    ),
    Disease.HARD_METAL_LUNG: Label(
        "penyakit paru karena debu logam keras", "lung disease caused by hard-metal dust"
    ),
    Disease.BYSSINOSIS: Label(
        "bisinosis: penyakit paru karena debu kapas, vlas, henep dan sisal",
        "byssinosis: lung disease caused by dust of cotton, flax, hemp and sisal",
    ),
    Disease.ASTHMA: Label("asma akibat kerja", "occupational asthma"),
    Disease.ALLERGIC_ALVEOLITIS: Label(
        "alveolitis alergika karena debu organik", "allergic alveolitis caused by organic dust"
    ),
    Disease.BERYLLIUM: _poisoning("berilium", "beryllium"),
    Disease.CADMIUM: _poisoning("kadmium", "cadmium"),
    Disease.PHOSPHORUS: _poisoning("fosfor", "phosphorus"),
    Disease.CHROMIUM: _poisoning("krom", "chromium"),
    Disease.MANGANESE: _poisoning("mangan", "manganese"),
    Disease.ARSENIC: _poisoning("arsen", "arsenic"),
    Disease.MERCURY: _poisoning("air raksa", "mercury"),
    Disease.LEAD: _poisoning("timbal", "lead"),
    Disease.FLUORINE: _poisoning("fluor", "fluorine"),
    Disease.CARBON_DISULPHIDE: _poisoning("karbon disulfida", "carbon disulphide"),
    Disease.HALOGENATED_HYDROCARBONS: _poisoning(
        "derivat halogen hidrokarbon", "halogen derivatives of hydrocarbons"
    ),
    Disease.BENZENE: _poisoning("benzena atau homolognya", "benzene or its homologues"),
    Disease.NITRO_AND_AMINO_BENZENE: _poisoning(
        "derivat nitro dan amina benzena", "nitro and amino derivatives of benzene"
    ),
    Disease.NITROGLYCERINE: _poisoning(
        "nitrogliserin atau ester asam nitrat", "nitroglycerine or other nitric acid esters"
    ),
    Disease.ALCOHOLS_GLYCOLS_KETONES: _poisoning(
        "alkohol, glikol atau keton", "alcohols, glycols or ketones"
    ),
    Disease.ASPHYXIANT_GASES: _poisoning(
        "gas atau uap penyebab asfiksia atau keracunan", "asphyxiant or poisonous gases or vapours"
    ),
    Disease.NOISE: Label("kelainan pendengaran karena kebisingan", "hearing damaged by noise"),
    Disease.VIBRATION: Label(
        "kelainan otot, urat, sendi, pembuluh darah atau saraf karena getaran",
        "muscles, tendons, joints, blood vessels or nerves damaged by vibration",
    ),
    Disease.COMPRESSED_AIR: Label(
        "penyakit karena udara bertekanan lebih", "disease of work in compressed air"
    ),
    Disease.RADIATION: _poisoning(
        "radiasi elektromagnetik dan pengion", "electromagnetic and ionising radiation"
    ),
    Disease.DERMATOSIS: Label(
        "penyakit kulit karena sebab fisik, kimiawi atau biologik",
        "skin disease of physical, chemical or biological cause",
    ),
    Disease.SKIN_EPITHELIOMA: Label(
        "epitelioma kulit karena ter, pic, bitumen, minyak mineral atau antrasena",
        "skin epithelioma caused by tar, pitch, bitumen, mineral oil or anthracene",
    ),
    Disease.ASBESTOS_CANCER: Label(
        "kanker paru atau mesotelioma karena asbes",
        "lung cancer or mesothelioma caused by asbestos",
    ),
    Disease.INFECTION: Label(
        "penyakit infeksi dari pekerjaan dengan risiko pencemaran khusus",
        "infection from work with a particular risk of contamination",
    ),
    Disease.HEAT_COLD_HUMIDITY: _poisoning(
        "suhu tinggi atau rendah, panas radiasi atau kelembapan",
        "high or low temperature, radiant heat or humidity",
    ),
    Disease.OTHER_CHEMICALS: _poisoning(
        "bahan kimia lainnya, termasuk bahan obat", "other chemicals, medicines among them"
    ),
    Disease.NOT_LISTED: Label("penyakit di luar daftar", "a disease outside the list"),
}
