"""The clinical contract written out by hand: what suits, what stops, how the outcome follows.

Independent of the rule files and of the engine: plain ifs over a dict of valid answers, for
comparing with. Checklists and `other_concerns` may be any container of option ids. A follow-up
that does not apply is ignored, whatever it holds. Pure; needs nothing but Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

#: Valid answers as plain values: an oracle shares no types with what it judges.
Fields: TypeAlias = Mapping[str, Any]
Row: TypeAlias = tuple[str, str | None, str | None, str | None]

MICRONEEDLING, MESOTHERAPY, COMBINATION, SPECIALIST = (
    "microneedling",
    "mesotherapy",
    "combination",
    "see_specialist",
)
TREATMENTS = (MICRONEEDLING, MESOTHERAPY)
URGENCIES = ("same_day", "soon", "before")  # most urgent first
CAUTIONS_ALLOWED = 2
CAUTIONS_ALLOWED_FOR_COMBINATION = 0


def asked(a: Fields) -> list[str]:
    """List the follow-ups that apply to these answers ."""
    concerns = {a["main_concern"], *a.get("other_concerns", ())}
    follow_ups = []
    if "scars" in concerns:
        follow_ups.append("scar_type")
    if "scars" in concerns or "stretch_marks" in concerns:
        follow_ups.append("scar_age")
    if "dark_marks" in concerns:
        follow_ups.append("mark_type")
    if "thinning_hair" in concerns:
        follow_ups.append("hair_type")
    if "loose_skin" in concerns:
        follow_ups.append("looseness")
    return follow_ups


def safety(a: Fields) -> list[Row]:
    """List every safety rule that fires: (id, on microneedling, on mesotherapy, urgency).

    An effect of None leaves that treatment alone.
    """
    found: list[Row] = []
    add = found.append

    ticked = a["skin_today"]
    if "none" not in ticked:
        if "changing_mole_or_sore" in ticked:
            add(("changing-mole-or-sore", "refer", "refer", "soon"))
        if "spreading_redness" in ticked:
            add(("spreading-redness", "refer", "refer", "same_day"))
        if "lumps_after_injection" in ticked:
            add(("lumps-after-injection", "refer", "refer", "soon"))
        if "active_acne" in ticked:
            add(("active-acne", "wait", "wait", None))
        if "eczema" in ticked:
            add(("eczema", "wait", "wait", None))
        if "unexplained_rash" in ticked:
            add(("unexplained-rash", "refer", "refer", "before"))
        if "skin_infection" in ticked:
            add(("skin-infection", "wait", "wait", None))
        if "cold_sore" in ticked:
            add(("cold-sore", "wait", "wait", None))
        if "open_wound" in ticked:
            add(("open-wound", "wait", "wait", None))
        if "sunburn_or_tan" in ticked:
            add(("sunburn-or-tan", "wait", "wait", None))
        if "rosacea" in ticked:
            add(("rosacea", "out", "out", None))
        if "melasma" in ticked:
            add(("melasma", "out", "out", None))
        if "raised_moles" in ticked:
            add(("raised-moles", "out", "out", None))
        if "tattoo" in ticked:
            add(("tattoo", "caution", "caution", None))
        if "not_sure" in ticked:
            add(("skin-today-not-sure", "refer", "refer", "before"))

    ticked = a["skin_history"]
    if "none" not in ticked:
        if "keloid" in ticked:
            add(("keloid", "out", "out", None))
        if "psoriasis_vitiligo" in ticked:
            add(("psoriasis-vitiligo", "out", "out", None))
        if "eczema_elsewhere" in ticked:
            add(("eczema-elsewhere", "caution", "caution", None))
        if "cold_sores" in ticked:
            add(("cold-sores", "caution", "caution", None))
        if "marks_easily" in ticked:
            add(("marks-easily", "caution", "caution", None))
        if "skin_cancer" in ticked:
            add(("skin-cancer", "out", "out", None))
        if "radiotherapy" in ticked:
            add(("radiotherapy", "out", "out", None))
        if "slow_healing" in ticked:
            add(("slow-healing", "out", "out", None))
        if "permanent_filler" in ticked:
            add(("permanent-filler", "out", "out", None))
        if "bad_reaction" in ticked:
            add(("bad-reaction", "out", "out", None))
        if "not_sure" in ticked:
            add(("skin-history-not-sure", "refer", "refer", "before"))

    main = a["main_concern"]
    others = a.get("other_concerns", ())
    hair = main == "thinning_hair" or "thinning_hair" in others

    ticked = a["health"]
    if "none" not in ticked:
        if "pregnant" in ticked:
            add(("pregnant", "wait", "wait", None))
        if "breastfeeding" in ticked:
            add(("breastfeeding", "wait", "wait", None))
        if "trying_for_a_baby" in ticked:
            add(("trying-for-a-baby", "caution", "caution", None))
            if hair:
                add(("hair-loss-trying-for-a-baby", "out", None, None))
        if "bleeding_disorder" in ticked:
            add(("bleeding-disorder", "out", "out", None))
        if "clot_or_stroke" in ticked:
            add(("clot-or-stroke", "out", "out", None))
        if "heart_condition" in ticked:
            add(("heart-condition", "out", "out", None))
        if "diabetes_controlled" in ticked:
            add(("diabetes-controlled", "caution", "caution", None))
        if "diabetes_uncontrolled" in ticked:
            add(("diabetes-uncontrolled", "out", "out", None))
        if "weak_immune_system" in ticked:
            add(("weak-immune-system", "out", "out", None))
        if "connective_tissue_disease" in ticked:
            add(("connective-tissue-disease", "out", "out", None))
        if "other_autoimmune" in ticked:
            add(("other-autoimmune", "caution", "caution", None))
        if "cancer_treatment" in ticked:
            add(("cancer-treatment", "out", "out", None))
        if "liver_or_kidney_disease" in ticked:
            add(("liver-or-kidney-disease", "out", "out", None))
        if "epilepsy" in ticked:
            add(("epilepsy", "caution", "caution", None))
        if "not_sure" in ticked:
            add(("health-not-sure", "refer", "refer", "before"))

    ticked = a["medicines"]
    if "none" not in ticked:
        if "isotretinoin" in ticked:
            add(("isotretinoin", "wait", "wait", None))
        if "blood_thinner" in ticked:
            add(("blood-thinner", "out", "out", None))
        if "sun_sensitising" in ticked:
            add(("sun-sensitising", "caution", "caution", None))
        if "retinoid_or_acid_cream" in ticked:
            add(("retinoid-or-acid-cream", "note", "note", None))
        if "painkillers_or_supplements" in ticked:
            add(("painkillers-or-supplements", "note", "note", None))
        if "not_sure" in ticked:
            add(("medicines-not-sure", "refer", "refer", "before"))

    ticked = a["allergies"]
    if "none" not in ticked:
        if "steel" in ticked:
            add(("steel", "out", "out", None))
        if "nickel" in ticked:
            add(("nickel", "out", "caution", None))
        if "numbing_cream" in ticked:
            add(("numbing-cream", "out", "out", None))
        if "injected_ingredients" in ticked:
            add(("injected-ingredients", "caution", "out", None))
        if "soy_or_egg" in ticked:
            add(("soy-or-egg", None, "out", None))
        if "anaphylaxis" in ticked:
            add(("anaphylaxis", "out", "out", None))
        if "creams_or_plasters" in ticked:
            add(("creams-or-plasters", "caution", "caution", None))
        if "not_sure" in ticked:
            add(("allergies-not-sure", "refer", "refer", "before"))

    ticked = a["recent_treatments"]
    if "none" not in ticked:
        if "botulinum_2_weeks" in ticked:
            add(("botulinum-2-weeks", "wait", "wait", None))
        if "filler_4_weeks" in ticked:
            add(("filler-4-weeks", "wait", "wait", None))
        if "laser_peel_or_wax_4_weeks" in ticked:
            add(("laser-peel-or-wax-4-weeks", "wait", "wait", None))
        if "surgery_6_months" in ticked:
            add(("surgery-6-months", "wait", "wait", None))
        if "needling_4_weeks" in ticked:
            add(("needling-4-weeks", "wait", "wait", None))
        if "not_sure" in ticked:
            add(("recent-treatments-not-sure", "refer", "refer", "before"))

    ticked = a["wellbeing"]
    if "none" not in ticked:
        if "pressured" in ticked:
            add(("pressured", "out", "out", None))
        if "preoccupied" in ticked:
            add(("preoccupied", "refer", "refer", "before"))
        if "mental_health_care" in ticked:
            add(("mental-health-care", "caution", "caution", None))
        if "expects_guarantee" in ticked:
            add(("expects-guarantee", "caution", "caution", None))
        if "not_sure" in ticked:
            add(("wellbeing-not-sure", "refer", "refer", "before"))

    if main == "active_spots" or "active_spots" in others:
        add(("spots-as-concern", "wait", "wait", None))
    if main == "redness" or "redness" in others:
        add(("redness-as-concern", "out", "out", None))
    if main == "mole_or_lump" or "mole_or_lump" in others:
        add(("mole-or-lump", "refer", "refer", "soon"))
    scars = main == "scars" or "scars" in others
    if scars:
        scar_type = a["scar_type"]
        if scar_type == "raised":
            add(("raised-scar", "out", "out", None))
        elif scar_type == "burn":
            add(("burn-scar", "out", "out", None))
        elif scar_type == "not_sure":
            add(("unknown-scar", "out", "out", None))
    if scars or main == "stretch_marks" or "stretch_marks" in others:
        if a["scar_age"] != "over_a_year":  # under a year, or not sure
            add(("young-scar", "wait", None, None))
    if main == "dark_marks" or "dark_marks" in others:
        mark_type = a["mark_type"]
        if mark_type == "melasma":
            add(("melasma-marks", "out", "out", None))
        elif mark_type == "new_or_unchecked" or mark_type == "not_sure":
            add(("unchecked-marks", "refer", "refer", "soon"))
    if hair and a["hair_type"] != "pattern_diagnosed":  # undiagnosed, shedding or patches
        add(("undiagnosed-hair-loss", "refer", "refer", "before"))

    age = a["age"]
    if age < 18:
        add(("under-18", "out", "out", None))
    elif age < 22:
        add(("aged-18-to-21", "out", "out", None))
    if a["area"] == "delicate":
        add(("delicate-area", "out", "out", None))
    if a["skin_type"] in ("4", "5", "6", "not_sure"):
        add(("darker-or-unknown-skin", "note", "note", None))

    place = a["place"]
    if place == "at_home":
        add(("at-home", "out", "out", None))
    elif place == "radiofrequency":
        add(("radiofrequency", "out", None, None))
    elif place == "not_decided":
        add(("place-not-decided", "note", "note", None))
    if a["injections"] == "rather_not":
        add(("rather-no-injections", None, "pref", None))
    if a["downtime"] == "none":
        add(("no-downtime", "note", "note", None))
    return found


def suit(concern: str, a: Fields) -> tuple[str, str] | None:
    """Name what suits one concern in the chosen area: (id, treatment), or None."""
    area = a["area"]
    if concern == "fine_lines":
        if area == "face":
            return ("fine-lines-face", MICRONEEDLING)
        if area == "neck":
            return ("fine-lines-neck", MICRONEEDLING)
    elif concern == "scars":
        if area == "face" or area == "body":
            if a["scar_type"] == "pitted_acne":
                return ("pitted-acne-scars", MICRONEEDLING)
            if a["scar_type"] == "flat":
                return ("flat-scars", MICRONEEDLING)
    elif concern == "stretch_marks":
        if area == "body":
            return ("stretch-marks", MICRONEEDLING)
    elif concern == "large_pores":
        if area == "face":
            return ("large-pores", MICRONEEDLING)
    elif concern == "rough_texture":
        if area == "face":
            return ("rough-texture-face", MICRONEEDLING)
        if area == "neck":
            return ("rough-texture-neck", MICRONEEDLING)
    elif concern == "dark_marks":
        if area == "face" and a["mark_type"] == "after_spots":
            return ("marks-after-spots", MICRONEEDLING)
    elif concern == "loose_skin":
        if a["looseness"] == "mild":
            if area == "face":
                return ("mild-looseness-face", MICRONEEDLING)
            if area == "neck":
                return ("mild-looseness-neck", MICRONEEDLING)
    elif concern == "thinning_hair":
        if area == "scalp" and a["hair_type"] == "pattern_diagnosed":
            return ("pattern-hair-loss", MICRONEEDLING)
    elif concern == "dull_skin":
        if area in ("face", "neck", "body"):
            return ("dull-skin", MESOTHERAPY)
    elif concern == "dry_skin":
        if area in ("face", "neck", "body"):
            return ("dry-skin", MESOTHERAPY)
    return None


def not_covered(concern: str, a: Fields) -> str | None:
    """Name the fact that says why nothing is offered for one concern here, or None.

    Delicate skin has a safety rule of its own and no such fact.
    """
    area = a["area"]
    if concern == "body_fat":
        return "body-fat"
    if concern == "under_eyes":
        return "under-eyes"
    if concern == "something_else":
        return "something-else"
    if concern == "dark_marks" and a["mark_type"] == "checked_sun_spots":
        return "checked-sun-spots"
    if concern == "loose_skin" and a["looseness"] == "after_weight_loss":
        return "loose-after-weight-loss"
    if area == "delicate" or suit(concern, a) is not None:
        return None
    if concern == "fine_lines":
        return "fine-lines-elsewhere"
    if concern == "scars" and a["scar_type"] in ("pitted_acne", "flat"):
        return "scars-elsewhere"
    if concern == "stretch_marks":
        return "stretch-marks-elsewhere"
    if concern == "large_pores":
        return "large-pores-elsewhere"
    if concern == "rough_texture":
        return "rough-texture-elsewhere"
    if concern == "dark_marks" and a["mark_type"] == "after_spots":
        return "marks-after-spots-elsewhere"
    if concern == "loose_skin":
        return "looseness-elsewhere"
    if concern == "thinning_hair" and a["hair_type"] == "pattern_diagnosed":
        return "hair-elsewhere"
    if concern == "dull_skin":
        return "dull-skin-elsewhere"
    if concern == "dry_skin":
        return "dry-skin-elsewhere"
    return None


def decide(a: Fields) -> tuple[str, str | None, list[Row], list[tuple[str, str]]]:
    """Return (outcome, urgency, safety rules, suits), with all that fired."""
    found = safety(a)
    main = suit(a["main_concern"], a)
    suits = [] if main is None else [main]
    for concern in a.get("other_concerns", ()):
        match = suit(concern, a)
        if match is not None:
            suits.append(match)

    urgency: str | None = None
    out_microneedling = out_mesotherapy = False
    cautions_microneedling = cautions_mesotherapy = cautions = 0
    for _, microneedling, mesotherapy, how_urgent in found:
        if how_urgent is not None:
            if urgency is None or URGENCIES.index(how_urgent) < URGENCIES.index(urgency):
                urgency = how_urgent
            continue
        if microneedling in ("out", "wait", "pref"):
            out_microneedling = True
        elif microneedling == "caution":
            cautions_microneedling += 1
        if mesotherapy in ("out", "wait", "pref"):
            out_mesotherapy = True
        elif mesotherapy == "caution":
            cautions_mesotherapy += 1
        if microneedling == "caution" or mesotherapy == "caution":
            cautions += 1
    if urgency is not None:
        return SPECIALIST, urgency, found, suits

    left: set[str] = set()
    for _, treatment in suits:
        if treatment == MICRONEEDLING:
            if not out_microneedling and cautions_microneedling <= CAUTIONS_ALLOWED:
                left.add(MICRONEEDLING)
        elif not out_mesotherapy and cautions_mesotherapy <= CAUTIONS_ALLOWED:
            left.add(MESOTHERAPY)
    if main is None or main[1] not in left:
        return SPECIALIST, None, found, suits
    if len(left) == 2 and cautions <= CAUTIONS_ALLOWED_FOR_COMBINATION:
        return COMBINATION, None, found, suits
    return main[1], None, found, suits


def outcome(a: Fields) -> tuple[str, str | None]:
    """Return (outcome, urgency); the urgency is None unless a rule refers."""
    result, urgency, _, _ = decide(a)
    return result, urgency


def fired(a: Fields) -> list[str]:
    """List the ids of all that fired: safety rules, suits, then not_covered facts."""
    _, _, found, suits = decide(a)
    ids = [rule[0] for rule in found]
    ids += [match[0] for match in suits]
    for concern in (a["main_concern"], *a.get("other_concerns", ())):
        fact = not_covered(concern, a)
        if fact is not None:
            ids.append(fact)
    return ids


def why(a: Fields) -> list[str]:
    """List the ids that must stand under "why"; referrals most urgent first."""
    result, urgency, found, suits = decide(a)
    if urgency is not None:
        refers = [rule for rule in found if rule[3] is not None]
        return [rule[0] for rule in sorted(refers, key=lambda rule: URGENCIES.index(rule[3]))]
    if result == COMBINATION:
        return [match[0] for match in suits]
    if result != SPECIALIST:
        return [match[0] for match in suits if match[1] == result]
    main = suit(a["main_concern"], a)
    stops = ("out", "wait", "pref")
    if main is None:
        fact = not_covered(a["main_concern"], a)
        both = [rule[0] for rule in found if rule[1] in stops and rule[2] in stops]
        return ([] if fact is None else [fact]) + both
    column = 1 + TREATMENTS.index(main[1])
    stopping = [rule[0] for rule in found if rule[column] in stops]
    if stopping:
        return stopping
    return ["too-many-cautions"] + [rule[0] for rule in found if rule[column] == "caution"]
