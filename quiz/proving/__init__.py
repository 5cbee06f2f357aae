"""A rulebook is proved before it is served, in a process of its own.

That process reads the rule files, proves what was read and hands over that very rulebook:
so nothing can change between the proof and the serving, whatever the files or the proofs do
there cannot harm the worker, and no worker ever loads a reader of files or a diagram.
"""

from quiz.proving.child import prove
from quiz.proving.proof import Proof, Prover
from quiz.proving.shared import SharedProofs, Stamped
from quiz.proving.stamp import stamp_of

__all__ = ["Proof", "Prover", "SharedProofs", "Stamped", "prove", "stamp_of"]
