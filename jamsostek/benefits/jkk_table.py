"""The rows of the table of disabilities: their names, what is measured, what takes in what.

The percentages are dated law (`law/parameters/impairments.yaml`); here stands what no date changes.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jamsostek.benefits.awards import Label


class Impairment(StrEnum):
    """A row of the table, in its order."""

    ARM_RIGHT_FROM_SHOULDER = "ARM_RIGHT_FROM_SHOULDER"
    ARM_LEFT_FROM_SHOULDER = "ARM_LEFT_FROM_SHOULDER"
    ARM_RIGHT_FROM_ELBOW = "ARM_RIGHT_FROM_ELBOW"
    ARM_LEFT_FROM_ELBOW = "ARM_LEFT_FROM_ELBOW"
    HAND_RIGHT_FROM_WRIST = "HAND_RIGHT_FROM_WRIST"
    HAND_LEFT_FROM_WRIST = "HAND_LEFT_FROM_WRIST"
    BOTH_LEGS_FROM_HIP = "BOTH_LEGS_FROM_HIP"
    ONE_LEG_FROM_HIP = "ONE_LEG_FROM_HIP"
    BOTH_FEET_FROM_ANKLE = "BOTH_FEET_FROM_ANKLE"
    ONE_FOOT_FROM_ANKLE = "ONE_FOOT_FROM_ANKLE"
    BOTH_EYES = "BOTH_EYES"
    ONE_EYE = "ONE_EYE"
    HEARING_BOTH = "HEARING_BOTH"
    HEARING_ONE = "HEARING_ONE"
    THUMB_RIGHT = "THUMB_RIGHT"
    THUMB_LEFT = "THUMB_LEFT"
    INDEX_RIGHT = "INDEX_RIGHT"
    INDEX_LEFT = "INDEX_LEFT"
    OTHER_FINGER_RIGHT = "OTHER_FINGER_RIGHT"
    OTHER_FINGER_LEFT = "OTHER_FINGER_LEFT"
    INDEX_PHALANX_RIGHT = "INDEX_PHALANX_RIGHT"
    INDEX_PHALANX_LEFT = "INDEX_PHALANX_LEFT"
    OTHER_PHALANX_RIGHT = "OTHER_PHALANX_RIGHT"
    OTHER_PHALANX_LEFT = "OTHER_PHALANX_LEFT"
    BIG_TOE = "BIG_TOE"
    INDEX_TOE = "INDEX_TOE"
    OTHER_TOE = "OTHER_TOE"
    SCALP = "SCALP"
    IMPOTENCE = "IMPOTENCE"
    LEG_SHORTER = "LEG_SHORTER"
    HEARING_WORSE_BOTH = "HEARING_WORSE_BOTH"
    HEARING_WORSE_ONE = "HEARING_WORSE_ONE"
    AURICLE_ONE = "AURICLE_ONE"
    AURICLE_BOTH = "AURICLE_BOTH"
    NOSE_LOBE = "NOSE_LOBE"
    NASAL_SEPTUM = "NASAL_SEPTUM"
    SMELL = "SMELL"
    PHYSICAL_CAPACITY = "PHYSICAL_CAPACITY"
    MENTAL_CAPACITY = "MENTAL_CAPACITY"
    VISION = "VISION"
    ACUITY = "ACUITY"
    COLOUR_VISION = "COLOUR_VISION"
    VISUAL_FIELD = "VISUAL_FIELD"

    __hash__ = str.__hash__

    @property
    def parameter(self) -> str:
        """The name of its row in the law."""
        return self.value.lower()


class Measure(StrEnum):
    """What a row asks for beside itself."""

    PLAIN = "PLAIN"
    LIMB = "LIMB"
    RANGE = "RANGE"
    LENGTH = "LENGTH"
    DECIBELS = "DECIBELS"
    CAPACITY = "CAPACITY"
    EYES = "EYES"
    VISION = "VISION"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its name, what it measures, what takes it in, how many there can be.

    `whole` is the row for the whole loss of a sense, above which a part never counts.
    """

    label: Label
    measure: Measure
    within: tuple[Impairment, ...] = ()
    most: int = 1
    whole: Impairment | None = None


P = Impairment
_RIGHT: Final = (P.HAND_RIGHT_FROM_WRIST, P.ARM_RIGHT_FROM_ELBOW, P.ARM_RIGHT_FROM_SHOULDER)
_LEFT: Final = (P.HAND_LEFT_FROM_WRIST, P.ARM_LEFT_FROM_ELBOW, P.ARM_LEFT_FROM_SHOULDER)
_FEET: Final = (P.BOTH_FEET_FROM_ANKLE, P.BOTH_LEGS_FROM_HIP)


def _limb(
    indonesian: str, english: str, within: tuple[Impairment, ...] = (), most: int = 1
) -> TableRow:
    return TableRow(Label(indonesian, english), Measure.LIMB, within, most)


def _plain(indonesian: str, english: str, within: tuple[Impairment, ...] = ()) -> TableRow:
    return TableRow(Label(indonesian, english), Measure.PLAIN, within)


ROWS: Final[dict[Impairment, TableRow]] = {
    P.ARM_RIGHT_FROM_SHOULDER: _limb(
        "lengan kanan dari sendi bahu ke bawah", "right arm from the shoulder"
    ),
    P.ARM_LEFT_FROM_SHOULDER: _limb(
        "lengan kiri dari sendi bahu ke bawah", "left arm from the shoulder"
    ),
    P.ARM_RIGHT_FROM_ELBOW: _limb(
        "lengan kanan dari siku ke bawah", "right arm from the elbow", _RIGHT[2:]
    ),
    P.ARM_LEFT_FROM_ELBOW: _limb(
        "lengan kiri dari siku ke bawah", "left arm from the elbow", _LEFT[2:]
    ),
    P.HAND_RIGHT_FROM_WRIST: _limb(
        "tangan kanan dari pergelangan ke bawah", "right hand from the wrist", _RIGHT[1:]
    ),
    P.HAND_LEFT_FROM_WRIST: _limb(
        "tangan kiri dari pergelangan ke bawah", "left hand from the wrist", _LEFT[1:]
    ),
    P.BOTH_LEGS_FROM_HIP: _limb("kedua kaki dari pangkal paha ke bawah", "both legs from the hip"),
    P.ONE_LEG_FROM_HIP: _limb(
        "sebelah kaki dari pangkal paha ke bawah", "one leg from the hip", _FEET[1:]
    ),
    P.BOTH_FEET_FROM_ANKLE: _limb(
        "kedua kaki dari mata kaki ke bawah",
        "both feet from the ankle",
        (*_FEET[1:], P.ONE_LEG_FROM_HIP),
    ),
    P.ONE_FOOT_FROM_ANKLE: _limb(
        "sebelah kaki dari mata kaki ke bawah", "one foot from the ankle", _FEET
    ),
    P.BOTH_EYES: _limb("kedua belah mata", "both eyes"),
    P.ONE_EYE: _limb(
        "sebelah mata, atau diplopia pada penglihatan dekat",
        "one eye, or double vision near",
        (P.BOTH_EYES,),
    ),
    P.HEARING_BOTH: _limb("pendengaran kedua belah telinga", "hearing of both ears"),
    P.HEARING_ONE: _limb("pendengaran sebelah telinga", "hearing of one ear", (P.HEARING_BOTH,)),
    P.THUMB_RIGHT: _limb("ibu jari tangan kanan", "right thumb", _RIGHT),
    P.THUMB_LEFT: _limb("ibu jari tangan kiri", "left thumb", _LEFT),
    P.INDEX_RIGHT: _limb("telunjuk tangan kanan", "right index finger", _RIGHT),
    P.INDEX_LEFT: _limb("telunjuk tangan kiri", "left index finger", _LEFT),
    P.OTHER_FINGER_RIGHT: _limb(
        "jari lain tangan kanan", "another finger of the right hand", _RIGHT, 3
    ),
    P.OTHER_FINGER_LEFT: _limb(
        "jari lain tangan kiri", "another finger of the left hand", _LEFT, 3
    ),
    P.INDEX_PHALANX_RIGHT: _limb(
        "ruas pertama telunjuk kanan",
        "first phalanx of the right index finger",
        (P.INDEX_RIGHT, *_RIGHT),
    ),
    P.INDEX_PHALANX_LEFT: _limb(
        "ruas pertama telunjuk kiri",
        "first phalanx of the left index finger",
        (P.INDEX_LEFT, *_LEFT),
    ),
    P.OTHER_PHALANX_RIGHT: _limb(
        "ruas pertama jari lain tangan kanan", "first phalanx of another right finger", _RIGHT, 3
    ),
    P.OTHER_PHALANX_LEFT: _limb(
        "ruas pertama jari lain tangan kiri", "first phalanx of another left finger", _LEFT, 3
    ),
    P.BIG_TOE: _limb("ibu jari kaki", "big toe", _FEET, 2),
    P.INDEX_TOE: _limb("jari telunjuk kaki", "second toe", _FEET, 2),
    P.OTHER_TOE: _limb("jari kaki lain", "another toe", _FEET, 6),
    P.SCALP: TableRow(Label("terkelupasnya kulit kepala", "scalp torn off"), Measure.RANGE),
    P.IMPOTENCE: _plain("impotensi", "impotence"),
    P.LEG_SHORTER: TableRow(
        Label("kaki memendek sebelah", "one leg shortened"), Measure.LENGTH, _FEET[1:]
    ),
    P.HEARING_WORSE_BOTH: TableRow(
        Label("penurunan daya dengar kedua belah telinga", "hearing of both ears worse"),
        Measure.DECIBELS,
        (P.HEARING_BOTH, P.HEARING_ONE),
        whole=P.HEARING_BOTH,
    ),
    P.HEARING_WORSE_ONE: TableRow(
        Label("penurunan daya dengar sebelah telinga", "hearing of one ear worse"),
        Measure.DECIBELS,
        (P.HEARING_BOTH, P.HEARING_WORSE_BOTH),
        whole=P.HEARING_ONE,
    ),
    P.AURICLE_ONE: _plain("kehilangan daun telinga sebelah", "one auricle", (P.AURICLE_BOTH,)),
    P.AURICLE_BOTH: _plain("kehilangan kedua belah daun telinga", "both auricles"),
    P.NOSE_LOBE: _plain("hilangnya cuping hidung", "lobe of the nose"),
    P.NASAL_SEPTUM: _plain("perforasi sekat rongga hidung", "nasal septum perforated"),
    P.SMELL: _plain("kehilangan daya penciuman", "sense of smell"),
    P.PHYSICAL_CAPACITY: TableRow(
        Label("hilangnya kemampuan kerja fisik", "physical working capacity lost"), Measure.CAPACITY
    ),
    P.MENTAL_CAPACITY: _plain(
        "hilangnya kemampuan kerja mental tetap", "mental working capacity lost"
    ),
    P.VISION: TableRow(
        Label("kehilangan sebagian fungsi penglihatan", "part of the vision lost"),
        Measure.EYES,
        (P.BOTH_EYES, P.ONE_EYE),
        whole=P.BOTH_EYES,
    ),
    P.ACUITY: TableRow(
        Label("kehilangan efisiensi tajam penglihatan", "visual acuity lost"),
        Measure.VISION,
        (P.BOTH_EYES, P.VISION),
        whole=P.BOTH_EYES,
    ),
    P.COLOUR_VISION: _plain("kehilangan penglihatan warna", "colour vision lost", (P.BOTH_EYES,)),
    P.VISUAL_FIELD: TableRow(
        Label("kehilangan lapangan pandang", "visual field lost"),
        Measure.VISION,
        (P.BOTH_EYES,),
        whole=P.BOTH_EYES,
    ),
}
