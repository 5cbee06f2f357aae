"""Clinics that were read and proved before: one that would be made from the same is taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from quiz.clinic import Clinic
from quiz.reading.logos import is_still


@dataclass(frozen=True, slots=True)
class Known:
    """The clinics of a folder that are known, by the digest of what each was made from."""

    folder: Path
    clinics: Mapping[str, Clinic]

    @classmethod
    def of(cls, folder: Path, clinics: Iterable[Clinic]) -> Known:
        """Take up clinics that were made from files of a folder."""
        return cls(folder, {clinic.made_from: clinic for clinic in clinics})

    def find(self, made_from: str) -> Clinic | None:
        """Return the clinic that was made from the same file and rules, and from the same logo."""
        clinic = self.clinics.get(made_from)
        if clinic is None or (clinic.logo and not is_still(clinic.logo, self.folder)):
            return None
        return clinic
