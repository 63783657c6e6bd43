"""Commands about a person: the extract that they may ask for, and taking their name away."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import Field

from app.cli.opening import by_operator, register, shaped
from app.schemas.bodies import Body
from app.schemas.values import Paragraph, RegistryNumber
from app.services import persons
from app.services.persons import Erased, Ground

person = typer.Typer(help="Personuppgifter: registerutdrag och radering.", no_args_is_help=True)

Name = Annotated[str, typer.Option(prompt="Namn", help="Hela namnet; frågas efter om det saknas.")]


class GroundCreate(Body):
    """Why a name is taken away, in the bounds that such texts have in the register."""

    decision: RegistryNumber = Field(description="Beslutets diarienummer.")
    reason: Paragraph = Field(description="Skälet.")


@person.command("extract")
def extract_person(
    name: Name,
    out: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Filen att skriva; annars visas det.")
    ] = None,
) -> None:
    """Registerutdrag (artikel 15) som JSON: var personen nämns, och var hon kan avses."""
    with register().read() as session:
        found = persons.extract(session, name)
    with by_operator("person extract").begin() as session:
        persons.log_extract(session, found)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    if out is None:
        typer.echo(text)
    else:
        out.write_text(f"{text}\n", encoding="utf-8")
        typer.echo(f"Skrev {out}")


@person.command("erase")
def erase_person(
    name: Name,
    decision: Annotated[str, typer.Option(help="Beslutets diarienummer.")],
    reason: Annotated[str, typer.Option(help="Varför namnet tas bort, utan namnet.")],
) -> None:
    """Ta bort en persons namn; funktionen och titeln står kvar, fri text är orörd."""
    told: dict[str, Any] = {"decision": decision, "reason": reason}
    given = shaped(GroundCreate, told)
    ground = Ground(given.decision, given.reason)
    with register().read() as session:
        known = persons.said_of(session, name)
    with by_operator("person erase").begin() as session:
        erased = persons.erase(session, name, ground, known)
    for line in told_of(erased):
        typer.echo(line)


def told_of(erased: Erased) -> list[str]:
    return [
        f"Funktioner utan namn nu: {erased.functions}",
        f"Underskrifter utan namn nu: {erased.signatures}",
        f"Händelser i loggen vars innehåll gallrades: {erased.entries}",
        "Fri text är orörd. Den kan nämna personen i "
        f"{erased.possible_records} poster och {erased.possible_entries} händelser i loggen;"
        " samverkan person extract visar vilka.",
    ]
