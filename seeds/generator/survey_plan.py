"""What the demo's surveys are meant to show: waves, sizes, levels and the gaps planted between groups."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Wave:
    """One round of the three surveys: answers come in from `opens` on, within twelve school days."""

    term: str
    opens: date
    parents: int
    staff: int
    pupils: int


WAVES = (
    Wave("2024_25_autumn", date(2024, 11, 11), 46, 25, 50),
    Wave("2024_25_summer", date(2025, 6, 9), 47, 24, 51),
    Wave("2025_26_summer", date(2026, 6, 8), 49, 26, 52),
)
LEVELS = {  # mean on 1 to 5 in the first wave and what each wave adds; a reversed item is planned the right way round
    "parent_parenting_01": (3.5, 0.05), "parent_parenting_02": (3.3, 0.15), "parent_parenting_03": (3.0, 0.1),
    "parent_communicating_01": (2.9, 0.4), "parent_communicating_02": (2.7, 0.3), "parent_communicating_03": (3.4, 0.2),
    "parent_volunteering_01": (2.3, 0.1), "parent_volunteering_02": (2.7, 0.0), "parent_home_learning_01": (2.8, 0.1),
    "parent_home_learning_02": (2.6, 0.15), "parent_decisions_01": (3.1, 0.1), "parent_decisions_02": (2.6, 0.1),
    "parent_community_01": (2.7, 0.1), "parent_community_02": (3.9, 0.0), "staff_confidence_01": (3.5, 0.15),
    "staff_confidence_02": (2.7, 0.3), "staff_confidence_03": (3.4, 0.1), "staff_communicating_01": (3.2, 0.25),
    "staff_communicating_02": (2.6, 0.1), "staff_communicating_03": (2.7, 0.1), "staff_decisions_01": (3.5, 0.05),
    "staff_decisions_02": (3.1, 0.05), "pupil_wellbeing_01": (3.8, 0.05), "pupil_wellbeing_02": (3.9, 0.05),
    "pupil_wellbeing_03": (3.4, 0.0), "pupil_wellbeing_04": (3.0, 0.1), "pupil_wellbeing_05": (2.8, 0.0),
    "pupil_wellbeing_06": (2.7, 0.05), "pupil_wellbeing_07": (3.2, 0.1), "pupil_wellbeing_08": (3.1, 0.1),
}  # fmt: skip
EASTSIDE = {
    "parent_communicating": -0.45,
    "parent_community": -0.25,
    "pupil_wellbeing": -0.15,
    "staff_communicating": -0.3,
}
# Share naming each barrier: parents of Westside, parents of Eastside, staff, and what each wave adds for parents.
BARRIERS = {
    "barrier_practical_01": (0.43, 0.38, 0.26, 0.0),
    "barrier_practical_05": (0.2, 0.48, 0.28, -0.02),
    "barrier_practical_06": (0.19, 0.19, 0.14, 0.0),
    "barrier_practical_07": (0.33, 0.3, 0.2, 0.02),
    "barrier_practical_03": (0.3, 0.35, 0.12, -0.08),
    "barrier_attitudes_01": (0.28, 0.27, 0.56, -0.02),
    "barrier_attitudes_05": (0.27, 0.3, 0.6, 0.0),
    "barrier_attitudes_07": (0.2, 0.24, 0.44, -0.03),
    "barrier_attitudes_02": (0.17, 0.17, 0.28, 0.0),
    "barrier_attitudes_09": (0.25, 0.27, 0.08, 0.0),
    "barrier_social_02": (0.14, 0.2, 0.08, -0.02),
    "barrier_social_03": (0.16, 0.19, 0.12, -0.02),
    "barrier_social_06": (0.15, 0.22, 0.2, 0.0),
    "barrier_social_10": (0.11, 0.13, 0.36, -0.02),
}
PUPIL_HELPS = (0.52, 0.46, 0.41, 0.33, 0.16)  # share of pupils for each option of the set pupil_helps
COMMENTS = {
    "parent_comment": (
        "A text the day before a meeting.", "Meetings after 5 o'clock, please.", "Tell us when it goes well, too.",
        "One person to ring, not five.", "A bus pass, or meet halfway.", "Texts suit me better than calls.",
        "Less jargon in letters.", "Nothing, you are doing fine.", "Somewhere for my little one to play.",
    ),
    "staff_comment": (
        "A work phone for each tutor.", "Time in the week that is kept for calls home.",
        "Training for difficult conversations.", "Visits in pairs, and time to write them up.",
        "One place to see who has already rung.", "More good news to share.",
    ),
}  # fmt: skip
