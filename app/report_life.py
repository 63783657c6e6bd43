"""The life of an annual report: its states, and what leads from one to the next.

Which state a report is in is never stored: it follows from the facts about it. Here stands what
may be done in each, and the diagram of it that the documents show.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class ReportState(StrEnum):
    REQUESTED = "requested"
    COMPILING = "compiling"
    FAILED = "failed"
    CANCELLED = "cancelled"
    COMPILED = "compiled"
    ANSWERED = "answered"
    RETURNED = "returned"
    APPROVED = "approved"
    SUBMITTING = "submitting"
    SUBMITTED = "submitted"


IN_WORDS: dict[ReportState, str] = {
    ReportState.REQUESTED: "beställd",
    ReportState.COMPILING: "sammanställs",
    ReportState.FAILED: "misslyckades, se error",
    ReportState.CANCELLED: "avbruten",
    ReportState.COMPILED: "sammanställd, frågorna är inte besvarade",
    ReportState.ANSWERED: "sammanställd och besvarad, kan godkännas",
    ReportState.RETURNED: "återlämnad med en kommentar",
    ReportState.APPROVED: "godkänd",
    ReportState.SUBMITTING: "lämnas in",
    ReportState.SUBMITTED: "inlämnad",
}

WORKER = "arbetaren"
MERMAID = "```mermaid\n"
DOCUMENT = Path(__file__).parents[1] / "docs" / "annual-report.md"


@dataclass(frozen=True)
class Transition:
    """`by` is an operation of the interface, or the worker; `why` is when, in words."""

    by: str
    sources: tuple[ReportState | None, ...]
    target: ReportState
    why: str


S = ReportState
DRAFTS = (S.COMPILED, S.ANSWERED, S.RETURNED)
TRANSITIONS = (
    Transition("request_annual_report", (None,), S.REQUESTED, "beställs av en människa"),
    Transition(WORKER, (None,), S.REQUESTED, "beställs av schemat"),
    Transition("reissue_annual_report", (None,), S.REQUESTED, "ny utgåva av en inlämnad"),
    Transition(WORKER, (S.REQUESTED,), S.COMPILING, "börjar"),
    Transition(WORKER, (S.COMPILING,), S.COMPILED, "blir klar"),
    Transition(WORKER, (S.COMPILING,), S.ANSWERED, "blir klar, redan besvarad"),
    Transition(WORKER, (S.COMPILING,), S.FAILED, "kan inte bli klar, inget fanns"),
    Transition(WORKER, (S.COMPILING,), S.COMPILED, "kan inte bli klar, det som fanns står kvar"),
    Transition(
        "compile_annual_report", (*DRAFTS, S.FAILED, S.CANCELLED), S.REQUESTED, "sammanställs om"
    ),
    Transition(
        "cancel_annual_report", (S.REQUESTED, S.COMPILING), S.CANCELLED, "avbryts, inget fanns"
    ),
    Transition(
        "cancel_annual_report", (S.REQUESTED, S.COMPILING), S.COMPILED, "det som fanns står kvar"
    ),
    Transition("cancel_annual_report", (S.SUBMITTING,), S.APPROVED, "avbryts"),
    Transition("change_annual_report", DRAFTS, S.ANSWERED, "alla frågor besvaras"),
    Transition("change_annual_report", DRAFTS, S.COMPILED, "något svar saknas"),
    Transition("return_annual_report", (S.ANSWERED, S.APPROVED), S.RETURNED, "återlämnas"),
    Transition("approve_annual_report", (S.ANSWERED,), S.APPROVED, "godkänns av någon annan"),
    Transition("submit_annual_report", (S.APPROVED,), S.SUBMITTING, "lämnas in"),
    Transition(WORKER, (S.SUBMITTING,), S.SUBMITTED, "fryser utgåvan"),
    Transition(WORKER, (S.SUBMITTING,), S.APPROVED, "kan inte frysa den"),
)
REISSUED_FROM = S.SUBMITTED


def states_for(operation: str) -> frozenset[ReportState]:
    """In which the operation may be done; none where the operation makes a new report."""
    if operation == "reissue_annual_report":
        return frozenset({REISSUED_FROM})
    return frozenset(
        state for one in TRANSITIONS if one.by == operation for state in one.sources if state
    )


def diagram() -> str:
    """As Mermaid draws it, from the table above and nothing else."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state}: {state}<br/>{IN_WORDS[state]}" for state in ReportState]
    for one in TRANSITIONS:
        lines += [
            f"    {source or '[*]'} --> {one.target}: {one.by}, {one.why}" for source in one.sources
        ]
    lines.append(f"    {S.SUBMITTED} --> [*]")
    return "\n".join(lines)


def drawn_into(text: str) -> str:
    """The document with the diagram in its place."""
    before, mark, rest = text.partition(MERMAID)
    _, end, after = rest.partition("```")
    return f"{before}{mark}{diagram()}\n{end}{after}"


def main() -> None:
    """Draw it into docs/annual-report.md."""
    DOCUMENT.write_text(drawn_into(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
