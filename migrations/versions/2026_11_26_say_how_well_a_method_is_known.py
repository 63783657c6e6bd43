"""say how well a method is known, and what to mind."""

import sqlalchemy as sa
from alembic import op

revision = "5b1f7c2ad904"
down_revision = "5b0c9f2e7d14"
branch_labels = None
depends_on = None

METHODS = sa.table(
    "methods",
    *(sa.column(name) for name in ("code", "evidence_note", "evidence_quality", "caution")),
)
# Code, what the delivered catalogue said, what it says now, how well it is known, what to mind.
DELIVERED = (
    (
        "grannsamverkan",
        "36 utvärderingar: ungefär 16 eller 26 procent färre brott. De ofta nämnda 36 procenten gäller försöksområden mot 8 procent i jämförelseområden och är ingen nettoeffekt.",
        "36 utvärderingar: ungefär 16 eller 26 procent färre brott.",
        "severalStudies",
        "De ofta nämnda 36 procenten gäller försöksområden mot 8 procent i jämförelseområden och är ingen nettoeffekt.",
    ),
    (
        "batsamverkan",
        "Nationell metod sedan 2017; ingen studie med jämförelsegrupp är funnen.",
        "Nationell metod sedan 2017; ingen studie med jämförelsegrupp är funnen.",
        "noStudy",
        None,
    ),
    (
        "est",
        "Processutvärdering av ett försök i 7 kommuner; ingen effektstudie är funnen.",
        "Processutvärdering av ett försök i 7 kommuner; ingen effektstudie är funnen.",
        "processOnly",
        None,
    ),
    (
        "sspf",
        "Arbete med enskilda barn kräver skriftligt samtycke.",
        None,
        None,
        "Arbete med enskilda barn kräver skriftligt samtycke.",
    ),
    ("sig", "Effektstudie med små grupper.", "Effektstudie med små grupper.", "limited", None),
    (
        "gvi",
        "Kan genomföras i Sverige; att brotten minskade kunde inte tillskrivas metoden.",
        "Kan genomföras i Sverige.",
        "limited",
        "Att brotten minskade kunde inte tillskrivas metoden.",
    ),
    (
        "huskurage",
        "Ingen effektstudie är funnen.",
        "Ingen effektstudie är funnen.",
        "noStudy",
        None,
    ),
    (
        "opp",
        "Begränsat stöd för att metoden inte minskar ungas alkoholdrickande.",
        "Begränsat stöd för att metoden inte minskar ungas alkoholdrickande.",
        "limited",
        None,
    ),
    (
        "abc",
        "Föräldraskapet förbättrades i ett försök med 621 föräldrar; brott mättes inte.",
        "Föräldraskapet förbättrades i ett försök med 621 föräldrar.",
        "limited",
        "Brott mättes inte.",
    ),
    ("ordningsvakter", "Sällan utvärderat.", "Sällan utvärderat.", "limited", None),
    (
        "kamerabevakning",
        "I genomsnitt 16 procent färre brott, i parkeringshus och på parkeringar 51 procent; på andra platser ingen säkerställd effekt.",
        "I genomsnitt 16 procent färre brott, i parkeringshus och på parkeringar 51 procent.",
        "severalStudies",
        "På andra platser än parkeringar är ingen effekt säkerställd.",
    ),
)


def upgrade() -> None:
    """An entry that somebody has worded otherwise keeps its words and is filled by nobody."""
    with op.batch_alter_table("methods") as batch:
        batch.add_column(
            sa.Column(
                "evidence_quality",
                sa.Enum(
                    "severalStudies",
                    "limited",
                    "processOnly",
                    "noStudy",
                    name="evidencequality",
                    native_enum=False,
                    length=40,
                ),
            )
        )
        batch.add_column(sa.Column("caution", sa.Text()))
    for code, before, note, quality, caution in DELIVERED:
        as_delivered = METHODS.update().where(
            METHODS.c.code == code, METHODS.c.evidence_note == before
        )
        op.execute(
            as_delivered.values(evidence_note=note, evidence_quality=quality, caution=caution)
        )


def downgrade() -> None:
    for code, before, note, _quality, caution in DELIVERED:
        as_delivered = METHODS.update().where(
            METHODS.c.code == code,
            METHODS.c.evidence_note.is_not_distinct_from(note),
            METHODS.c.caution.is_not_distinct_from(caution),
        )
        op.execute(as_delivered.values(evidence_note=before))
    with op.batch_alter_table("methods") as batch:
        batch.drop_column("caution")
        batch.drop_column("evidence_quality")
