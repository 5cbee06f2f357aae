"""What every kind of rule file may hold: which fields, and what stands in them.

Shapes say nothing of what refers to what; that is for the rest of `quiz.reading`.
Their JSON Schema can serve editors.
"""

from quiz.reading.shapes.base import Shape
from quiz.reading.shapes.cases import CaseFileShape, CaseShape, PopulationShape
from quiz.reading.shapes.clinics import ClinicShape, ColoursShape
from quiz.reading.shapes.evidence import SourceShape
from quiz.reading.shapes.plain_words import JargonShape
from quiz.reading.shapes.questions import OptionShape, QuestionShape, StepShape
from quiz.reading.shapes.rulebook import RulebookShape
from quiz.reading.shapes.rules import NotCoveredShape, RequirementShape, ReviewedShape, RuleShape
from quiz.reading.shapes.treatments import PlanShape, SectionShape, SuitShape, TreatmentShape

__all__ = [
    "CaseFileShape",
    "CaseShape",
    "ClinicShape",
    "ColoursShape",
    "JargonShape",
    "NotCoveredShape",
    "OptionShape",
    "PlanShape",
    "PopulationShape",
    "QuestionShape",
    "RequirementShape",
    "ReviewedShape",
    "RuleShape",
    "RulebookShape",
    "SectionShape",
    "Shape",
    "SourceShape",
    "StepShape",
    "SuitShape",
    "TreatmentShape",
]
