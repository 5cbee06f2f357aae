"""From answers to an answer: the one road of the form, the API and the command line."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from quiz import offering
from quiz.answers import Answer, Answers
from quiz.clinic import Clinic
from quiz.conditions import AllOf
from quiz.engine import recommend
from quiz.explanation import Explanation, Item, Planned, explain
from quiz.model import Effect, Plan, Rule, Rulebook
from quiz.recommendation import COMBINATION, Finding, Recommendation, Verdict

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A recommendation and its explanation, with all that is worked out of them."""

    recommendation: Recommendation
    explanation: Explanation
    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]


def assess(rulebook: Rulebook, answers: Answers) -> Assessment:
    """Recommend and explain; whatever goes wrong ends in see a specialist, never in a treatment.

    The log gets the kind of error and the places it passed, never its message or a value:
    these could hold an answer.
    """
    try:
        made = recommend(rulebook, answers)
        return Assessment(made, explain(made), made.findings, made.verdicts)
    except Exception as error:  # noqa: BLE001 - an unknown error must not become a "go ahead"
        _log.error("could not be assessed: %s", where(error))
        return could_not_be_assessed(rulebook, answers)


def could_not_be_assessed(rulebook: Rulebook, answers: Answers) -> Assessment:
    """Return what is said when the rules could not be followed: see a specialist."""
    id = "could-not-be-assessed"
    failure = Rule(
        id=id,
        when=AllOf(()),
        because=rulebook.fact(id),
        clinician=rulebook.fact(id),
        sources=(),
        reviewed=rulebook.reviewed,
        effects=dict.fromkeys(rulebook.treatments, Effect.OUT),
    )
    made = Recommendation(
        rulebook=rulebook,
        answers=answers,
        recommended=(),
        rules=(failure,),
        suits=(),
        not_covered=(),
    )
    reason = (Item(text=failure.because, rules=(id,)),)
    why_not = dict.fromkeys([*rulebook.treatments, COMBINATION], reason)
    explanation = Explanation(reason, why_not, (), (), (), (), ())
    return Assessment(made, explanation, (Finding(failure, {}),), made.verdicts)


def as_json(assessment: Assessment, clinic: Clinic | None = None) -> dict[str, object]:
    """Return the object that API and command line answer with; its lists are never null.

    With a clinic it must have been assessed by that one's rules as well.
    """
    made, explanation = assessment.recommendation, assessment.explanation
    rulebook = made.rulebook
    return {
        "outcome": made.outcome,
        "urgency": made.urgency,
        "language": rulebook.language,
        "treatments": {id: _verdict(verdict) for id, verdict in assessment.verdicts.items()},
        "findings": [_finding(finding) for finding in assessment.findings],
        "explanation": {
            "why": [_item(item) for item in explanation.why],
            "why_not": {
                id: [_item(one) for one in items] for id, items in explanation.why_not.items()
            },
            "could_change": [
                _item(item) | {"after": list(item.after), "outcome": item.outcome}
                for item in explanation.could_change
            ],
            "rests_on": [_item(item) for item in explanation.rests_on],
            "not_covered": [
                _item(item) | {"concern": item.concern} for item in explanation.not_covered
            ],
            "plan": [_item(item) | _plan(item) for item in explanation.plan],
            "for_the_clinician": [_item(item) for item in explanation.for_the_clinician],
        },
        "rulebook": {
            "version": rulebook.version,
            "fingerprint": rulebook.fingerprint,
            "reviewed": rulebook.reviewed.on is not None,
        },
        "clinic": offering.as_json(made, clinic),
    }


def _verdict(verdict: Verdict) -> dict[str, object]:
    shown: dict[str, object] = {
        "wanted": verdict.wanted,
        "allowed": verdict.allowed,
        "recommended": verdict.recommended,
        "ruled_out_by": [rule.id for rule in verdict.stopped_by],
        "cautions": [rule.id for rule in verdict.cautions],
    }
    return shown | ({"too_many_cautions": True} if verdict.too_many_cautions else {})


def _finding(finding: Finding) -> dict[str, object]:
    rule = finding.rule
    shown: dict[str, object] = {
        "rule": rule.id,
        "effects": dict(rule.effects),
        "answers": _shaped(finding.answers),
        "because": rule.because,
        "until": rule.until or None,
        "advice": dict(rule.advice) if isinstance(rule.advice, Mapping) else rule.advice or None,
        "sources": list(rule.sources),
    }
    return shown | ({"urgency": rule.urgency} if rule.urgency else {})


def _item(item: Item) -> dict[str, object]:
    return {
        "text": item.text,
        "rules": list(item.rules),
        "answers": _shaped(item.answers),
        "sources": list(item.sources),
    }


def _plan(item: Planned) -> dict[str, object]:
    plan = item.plan or Plan(None, None, (), None, None)
    return {
        "treatment": item.treatment,
        "sessions": plan.sessions and list(plan.sessions),
        "days_between": plan.days_between,
        "judged": [{"days": list(one.days), "from": one.since} for one in plan.judged],
        "recovery_days": plan.recovery_days and list(plan.recovery_days),
        "plan_days": plan.plan_days,
    }


def _shaped(answers: Mapping[str, Answer]) -> dict[str, object]:
    return {id: list(one) if isinstance(one, tuple) else one for id, one in answers.items()}


def where(error: BaseException) -> str:
    """Name an error's type and the lines it passed, and nothing that was being worked on."""
    places = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " < ".join([type(error).__name__, *reversed(places)])
