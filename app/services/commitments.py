"""How agreements and citizen promises come to be, are signed, and change after that."""

from app.errors import RuleViolationError
from app.models import Commitment
from app.models.commitments import Signing

SIGNED = (
    "En undertecknad eller i efterhand registrerad överenskommelse ändras inte direkt."
    " Registrera en rättelse (corrections), ett tillägg (amendments), en förlängning"
    " (prolongations) eller en uppsägning (terminations)."
)
BEING_SIGNED = (
    "Minst en part har redan signerat, så texten kan inte ändras."
    " Låt övriga parter signera, eller avsluta utkastet och registrera ett nytt."
)
ENDED = "Posten är avslutad och kan inte ändras."


def refuse_unless_open(commitment: Commitment) -> None:
    """Only a draft that nobody has signed is changed directly; the same holds for its areas.

    The signatures must be loaded, as `fetch` does.
    """
    if commitment.ended_on is not None:
        raise RuleViolationError(ENDED)
    if commitment.signing is not Signing.UNSIGNED:
        raise RuleViolationError(SIGNED)
    if commitment.signatures:
        raise RuleViolationError(BEING_SIGNED)
