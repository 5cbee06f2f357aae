"""What a safety rule does, and whether the rest of the rule goes with that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.conditions import Chosen, Condition
from quiz.model import Effect
from quiz.problems import Place
from quiz.questions import Kind
from quiz.reading.codes import Code
from quiz.reading.hints import closest, did_you_mean, one_of, shown
from quiz.reading.names import Names
from quiz.reading.nodes import Fields, Node, Scalar
from quiz.reading.references import check_treatment
from quiz.reading.report import Report
from quiz.reading.shapes import RuleShape


@dataclass(frozen=True, slots=True)
class Effects:
    """Reads the effects of rules, by treatment. None where a problem was noted."""

    names: Names
    report: Report

    def read(self, rule: Fields, when: Condition | None) -> Mapping[str, Effect] | None:
        """Read a rule's effects, and check what must and must not stand beside them."""
        effects = self._effects(rule.get("effect"))
        if effects is not None:
            self._check_companions(rule, effects)
            self._check_advice(rule, effects)
            self._check_caution(rule, effects, when)
        return effects

    def _effects(self, node: Node | None) -> Mapping[str, Effect] | None:
        match node:
            case None:
                return None
            case Scalar():
                effect = self._effect(node)
                every = self.names.treatments.ids
                return dict.fromkeys(every, effect) if every and effect else None
            case Fields() if node.values:
                return self._by_treatment(node)
            case _:
                hint = "write one word, or {treatment: word}"
                self._bad(node.place, "this is no effect", hint)
                return None

    def _by_treatment(self, node: Fields) -> Mapping[str, Effect] | None:
        for name, place in node.keys.items():
            check_treatment(Scalar(place, name, bare=True), self.names, self.report)
        read = {id: self._effect(value) for id, value in node.values.items()}
        for id, effect in read.items():
            if effect is Effect.REFER:
                hint = "write effect: refer, for all treatments at once"
                self._bad(node.values[id].place, "refer cannot be for one treatment only", hint)
        effects = {id: effect for id, effect in read.items() if effect and effect != Effect.REFER}
        return effects if len(effects) == len(read) else None

    def _effect(self, node: Node) -> Effect | None:
        if isinstance(node, Scalar) and node.text in list(Effect):
            return Effect(node.text)
        text = node.text if isinstance(node, Scalar) else ""
        hint = did_you_mean(text, Effect) or one_of(Effect)
        self._bad(node.place, f"no effect {shown(text)}", hint)
        return None

    def _check_companions(self, rule: Fields, effects: Mapping[str, Effect]) -> None:
        for name, effect, needed in (
            ("urgency", Effect.REFER, True),
            ("until", Effect.WAIT, True),
            ("offer", Effect.WAIT, False),
            ("advice", Effect.PREF, True),
        ):
            there, wanted = name in rule.values, effect in effects.values()
            if needed and wanted and not there and name not in _misspelt(rule):
                what = f'the effect {effect} needs the field "{name}"'
                self._bad(rule.where("effect"), what, "")
            elif there and not wanted and name != "advice":
                what = f'the field "{name}" goes only with the effect {effect}'
                self._bad(rule.where(name), what, "leave it out, or change the effect")

    def _check_advice(self, rule: Fields, effects: Mapping[str, Effect]) -> None:
        advice = rule.get("advice")
        if not isinstance(advice, Fields):
            return
        for id, place in advice.keys.items():
            check_treatment(Scalar(place, id, bare=True), self.names, self.report)
            if id in self.names.treatments.ids and id not in effects:
                self._bad(place, f"this rule does nothing to {shown(id)}", "leave its advice out")
        for id, effect in effects.items():
            if effect is Effect.PREF and id not in advice.values:
                self._bad(advice.place, f"the effect pref on {id} needs advice for it", "")

    def _check_caution(
        self, rule: Fields, effects: Mapping[str, Effect], when: Condition | None
    ) -> None:
        if Effect.CAUTION not in effects.values() or when is None:
            return
        match when:
            case Chosen(question, options) if len(options) == 1:
                alone = self.names.questions[question].kind is Kind.CHECKLIST
            case _:
                alone = False
        if not alone:
            what = "a rule with caution names exactly one option of one checklist"
            hint = "each caution counts one: write one rule for each option"
            self._bad(rule.where("when"), what, hint)

    def _bad(self, place: Place, what: str, hint: str) -> None:
        self.report.add(Code.BAD_EFFECT, place, what, hint)


def _misspelt(rule: Fields) -> set[str | None]:
    """Return the fields that unknown ones are misspellings of: that is a problem already."""
    known = RuleShape.model_fields
    return {closest(name, known) for name in rule.values if name not in known}
