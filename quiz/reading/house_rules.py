"""A clinic's own rules: of the same form as safety rules, and only of kinds that take away."""

from __future__ import annotations

from quiz.model import Effect, Rule
from quiz.reading.codes import Code
from quiz.reading.hints import one_of, shown
from quiz.reading.names import Names
from quiz.reading.nodes import Fields, Items, Node, Scalar, mappings
from quiz.reading.report import Report
from quiz.reading.rules import RuleReader

#: What a house rule may do: each can only take a treatment away, or say more.
KINDS = (Effect.OUT, Effect.WAIT, Effect.CAUTION, Effect.NOTE, Effect.REFER)


def read_house_rules(clinic: Fields, names: Names, report: Report) -> tuple[Rule, ...]:
    """Read a clinic's own rules, those without a problem of their own form."""
    node = clinic.get("house_rules")
    if node is None:
        return ()
    _check_list(node, report)
    reader, taken = (
        RuleReader(names, report, house=True),
        dict(names.facts.ids) | dict(names.reasons.ids),
    )
    read = []
    for item in mappings(node):
        _check_kind(item.get("effect"), report)
        id = item.get("id")
        if isinstance(id, Scalar) and id.text in taken:
            what = f"the id {shown(id.text)} is already taken at {taken[id.text]}"
            report.add(Code.REUSED_ID, id.place, what)
        elif isinstance(id, Scalar):
            taken[id.text] = id.place
        if rule := reader.read(item):
            read.append(rule)
    return tuple(read)


def _check_list(node: Node, report: Report) -> None:
    if not isinstance(node, Items):
        hint = 'start each item, a rule, with "- "'
        report.add(Code.BAD_VALUE, node.place, "this should be a list", hint)
        return
    for item in node.items:
        if not isinstance(item, Fields):
            hint = 'write its fields as "name: value"'
            report.add(Code.BAD_VALUE, item.place, "a rule should stand here", hint)


def _check_kind(effect: Node | None, report: Report) -> None:
    """Refuse a known effect that is not a clinic's to use; unknown ones are refused anyway."""
    effects = effect.values.values() if isinstance(effect, Fields) else (effect,)
    for one in effects:
        if isinstance(one, Scalar) and one.text in list(Effect) and one.text not in KINDS:
            what = f"a house rule cannot be of the kind {shown(one.text)}"
            report.add(Code.BAD_EFFECT, one.place, what, one_of(KINDS))
