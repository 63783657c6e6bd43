"""The statements of the bare services: the database writes the whole answer, on either engine."""

# ruff: noqa: S608 - the text is put together of what stands in this module

from typing import Protocol

from app.words import STATUS_REASON

# What status and validity a reason comes with; any other reason is a yes.
NO = {
    "ended": "ended",
    "notSigned": "draft",
    "beforeFirstDay": "upcoming",
    "terminated": "terminated",
    "replaced": "superseded",
    "afterLastDay": "expired",
}
UNKNOWN = (
    *("noPeriodApplies", "onlyProposed", "replacedOnUnknownDay"),
    *("mayHaveBeenProlonged", "startUnknown", "endNotStated"),
)


class Engine(Protocol):
    """How an engine writes JSON."""

    def object(self, **members: str) -> str: ...
    def rows(self, row: str, tables: str, where: str, order: str) -> str: ...
    def values(self, value: str, tables: str, where: str, order: str) -> str: ...
    def flag(self, column: str) -> str: ...
    def stored(self, column: str) -> str: ...
    def standing(self, case: str) -> str: ...


class Postgres:
    def object(self, **members: str) -> str:
        return f"json_build_object({_pairs(members)})"

    def rows(self, row: str, tables: str, where: str, order: str) -> str:
        listed = f"coalesce(json_agg({row} ORDER BY {order}), '[]')"
        return f"(SELECT {listed} FROM {tables} WHERE {where})"

    values = rows

    def flag(self, column: str) -> str:
        return column

    def stored(self, column: str) -> str:
        return column

    def standing(self, case: str) -> str:
        """Reckoned once, however often it is shown."""
        return f"commitments c CROSS JOIN LATERAL (SELECT {case} AS standing OFFSET 0) reckoned"


class Sqlite:
    def object(self, **members: str) -> str:
        return f"json_object({_pairs(members)})"

    def rows(self, row: str, tables: str, where: str, order: str) -> str:
        found = f"SELECT {row} AS row FROM {tables} WHERE {where} ORDER BY {order}"
        return f"json((SELECT json_group_array(json(row)) FROM ({found})))"

    def values(self, value: str, tables: str, where: str, order: str) -> str:
        found = f"SELECT {value} AS value FROM {tables} WHERE {where} ORDER BY {order}"
        return f"json((SELECT json_group_array(value) FROM ({found})))"

    def flag(self, column: str) -> str:
        return f"json(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"

    def stored(self, column: str) -> str:
        return f"json({column})"

    def standing(self, case: str) -> str:
        return f"(SELECT c.*, {case} AS standing FROM commitments c) c"


def _pairs(members: dict[str, str]) -> str:
    return ", ".join(f"'{name}', {value}" for name, value in members.items())


def one(to: Engine) -> str:
    """Parameters: the day, the day by which an agreement is expiring, the key."""
    return f"SELECT {_document(to)} FROM {_reckoned(to)} WHERE c.id = $3 AND c.form = 'agreement'"


def page(to: Engine) -> str:
    """Parameters: as `one`, then county, level, limit and offset."""
    meta = to.object(
        totalRecords="(SELECT count(*) FROM matching)",
        page="$6 / $5 + 1",
        limit="$5",
        count="(SELECT count(*) FROM picked)",
    )
    listed = f"{_reckoned(to)} JOIN picked ON picked.id = c.id"
    items = to.rows(_document(to), listed, "true", "c.sort_key, c.id")
    return f"""
        WITH matching AS MATERIALIZED (
            SELECT c.id, c.sort_key FROM commitments c
            WHERE c.form = 'agreement' AND c.level = $4 AND c.id IN ({_in_county("$3")})),
        picked AS MATERIALIZED (
            SELECT id FROM matching ORDER BY sort_key, id LIMIT $5 OFFSET $6)
        SELECT {to.object(_meta=meta, items=items)}"""


def _in_county(code: str) -> str:
    return f"""
        SELECT commitment_id FROM commitment_counties WHERE county_code = {code}
        UNION
        SELECT l.commitment_id FROM commitment_municipalities l
        JOIN municipalities m ON m.code = l.municipality_code WHERE m.county_code = {code}
        UNION
        SELECT p.commitment_id FROM parties p JOIN actors a ON a.id = p.actor_id
        WHERE a.county_code = {code}
        UNION
        SELECT p.commitment_id FROM parties p JOIN actors a ON a.id = p.actor_id
        JOIN municipalities m ON m.code = a.municipality_code WHERE m.county_code = {code}"""


def _counties_of() -> str:
    return """
        SELECT county_code FROM commitment_counties WHERE commitment_id = c.id
        UNION
        SELECT m.county_code FROM commitment_municipalities l
        JOIN municipalities m ON m.code = l.municipality_code WHERE l.commitment_id = c.id
        UNION
        SELECT coalesce(a.county_code, m.county_code) FROM parties p
        JOIN actors a ON a.id = p.actor_id
        LEFT JOIN municipalities m ON m.code = a.municipality_code
        WHERE p.commitment_id = c.id"""


def _reckoned(to: Engine) -> str:
    """Each commitment with the reason for what it is on the day."""
    begun = """(n.first_day IS NULL OR n.first_day <= $1
                OR n.registered_afterwards AND n.first_day_basis <> 'stated')"""
    replaced = """EXISTS (SELECT 1 FROM replacements r JOIN commitments n ON n.id = r.commitment_id
                          WHERE r.replaced_id = c.id AND n.signing = 'signed' AND """
    return to.standing(f"""CASE
        WHEN c.ended_on <= $1 THEN 'ended'
        WHEN c.signing = 'unsigned' THEN 'notSigned'
        WHEN c.first_day > $1 THEN 'beforeFirstDay'
        WHEN EXISTS (SELECT 1 FROM terminations t
                     WHERE t.commitment_id = c.id AND t.terminated_on <= $1) THEN 'terminated'
        WHEN {replaced} r.replaced_on <= $1) THEN 'replaced'
        WHEN c.last_day < $1 AND NOT c.prolongs_automatically
             AND c.end_type NOT IN ('fixedWithOption', 'untilReplaced') THEN 'afterLastDay'
        WHEN c.end_type = 'notApplicable' THEN 'noPeriodApplies'
        WHEN c.signing = 'proposed' THEN 'onlyProposed'
        WHEN c.replaced_on_unknown_day OR {replaced} r.replaced_on IS NULL AND {begun})
            THEN 'replacedOnUnknownDay'
        WHEN c.last_day < $1 AND c.end_type IN ('fixedWithOption', 'untilReplaced')
            THEN 'mayHaveBeenProlonged'
        WHEN c.first_day IS NULL THEN 'startUnknown'
        WHEN c.last_day IS NULL AND c.end_type <> 'untilFurtherNotice' THEN 'endNotStated'
        WHEN c.last_day < $1 THEN 'prolongedAutomatically'
        WHEN c.first_day_basis = 'signing' THEN 'startsWhenSigned'
        WHEN c.first_day_basis = 'publication' THEN 'startsWhenPublished'
        ELSE 'withinPeriod' END""")


def _case(answers: dict[str, str], otherwise: str) -> str:
    whens = " ".join(f"WHEN '{reason}' THEN '{answer}'" for reason, answer in answers.items())
    return f"CASE standing {whens} ELSE {otherwise} END"


def _document(to: Engine) -> str:
    soon = "CASE WHEN c.last_day <= $2 AND NOT c.prolongs_automatically THEN 'expiring'"
    unknown = dict.fromkeys(UNKNOWN, "unknown")
    return to.object(
        **_head(to, "c"),
        title="c.title",
        titleIsConstructed=to.flag("c.title_is_constructed"),
        level="c.level",
        registryNumbers=to.stored("c.registry_numbers"),
        purposes=to.stored("c.purposes"),
        parentId="c.parent_id",
        geographicScope="c.geographic_scope",
        municipalityCodes=to.values(
            "l.municipality_code",
            "commitment_municipalities l",
            "l.commitment_id = c.id",
            "l.municipality_code",
        ),
        statedCountyCodes=to.values(
            "l.county_code", "commitment_counties l", "l.commitment_id = c.id", "l.county_code"
        ),
        parties=_parties(to),
        period=_period(to),
        documents=_documents(to),
        registeredAfterwards=to.flag("c.registered_afterwards"),
        sharedWithCounty=to.flag("c.shared_with_county"),
        signing="c.signing",
        signedOn="c.signed_on",
        signedOnPrecision="c.signed_on_precision",
        publishedOn="c.published_on",
        publishedOnPrecision="c.published_on_precision",
        provenance=to.stored("c.provenance"),
        dataQualityNotes=to.stored("c.data_quality_notes"),
        replaces=_replaces(to),
        replacedOnUnknownDay=to.flag("c.replaced_on_unknown_day"),
        kind="c.kind",
        kindAsStated="c.kind_as_stated",
        partOne=_part_one(to),
        partTwo=_part_two(to),
        status=_case({**NO, **unknown}, f"{soon} ELSE 'valid' END"),
        statusReason=_case(STATUS_REASON, "null"),
        validity=_case({**dict.fromkeys(NO, "no"), **unknown}, "'yes'"),
        validityReason="standing",
        asOf="$1",
        revision="(SELECT count(*) + 1 FROM amendments m WHERE m.commitment_id = c.id)",
        countyCodes=to.values("f.county_code", f"({_counties_of()}) f", "true", "f.county_code"),
        **_happened(to),
    )


def _head(to: Engine, of: str) -> dict[str, str]:
    reference = to.object(system="e.system", id="e.external_id")
    return {
        "id": f"{of}.id",
        "version": f"{of}.version",
        "createdAt": f"{of}.created_at",
        "updatedAt": f"{of}.updated_at",
        "endedOn": f"{of}.ended_on",
        "endedReason": f"{of}.ended_reason",
        "externalReferences": to.rows(
            reference, "external_references e", f"e.resource_id = {of}.id", "e.position"
        ),
    }


def _parties(to: Engine) -> str:
    row = to.object(
        id="p.id",
        actorId="p.actor_id",
        role="p.role",
        nameAsStated="p.name_as_stated",
        joinedOn="p.joined_on",
        leftOn="p.left_on",
        actorName="a.name",
        actorKind="a.kind",
    )
    tables = "parties p JOIN actors a ON a.id = p.actor_id"
    return to.rows(row, tables, "p.commitment_id = c.id", "p.position")


def _period(to: Engine) -> str:
    return to.object(
        periodAsStated="c.period_as_stated",
        startsOn="c.starts_on",
        startsOnPrecision="c.starts_on_precision",
        endsOn="c.ends_on",
        endsOnPrecision="c.ends_on_precision",
        endType="c.end_type",
        lengthMonths="c.length_months",
        prolongsAutomatically=to.flag("c.prolongs_automatically"),
        prolongationMonths="c.prolongation_months",
        prolongationAsStated="c.prolongation_as_stated",
        terminationAsStated="c.termination_as_stated",
    )


def _documents(to: Engine) -> str:
    row = to.object(
        title="d.title",
        url="d.url",
        checksum=to.object(algorithm="d.checksum_algorithm", value="d.checksum_value"),
        registryNumber="d.registry_number",
    )
    return to.rows(row, "commitment_documents d", "d.commitment_id = c.id", "d.position")


def _replaces(to: Engine) -> str:
    inferred = to.flag("r.is_inferred")
    row = to.object(replacedId="r.replaced_id", replacedOn="r.replaced_on", isInferred=inferred)
    return to.rows(row, "replacements r", "r.commitment_id = c.id", "r.position")


def _part_one(to: Engine) -> str:
    basis = to.object(text="b.text", registryNumber="b.registry_number")
    return to.object(
        hasPartOne=to.flag("c.has_part_one"),
        goals=to.stored("c.goals"),
        roles=to.stored("c.roles"),
        rhythms=_rhythms(to),
        resources="c.resources",
        communication="c.communication",
        documentation="c.documentation",
        followUpRules=_rules(to),
        legalBases=to.rows(basis, "legal_bases b", "b.commitment_id = c.id", "b.position"),
    )


def _rhythms(to: Engine) -> str:
    row = to.object(
        forumId="h.forum_id",
        nameAsStated="h.name_as_stated",
        role="h.role",
        timesPerYear="h.times_per_year",
        asStated="h.as_stated",
        forumName="f.name",
    )
    tables = "forum_rhythms h LEFT JOIN forums f ON f.id = h.forum_id"
    return to.rows(row, tables, "h.commitment_id = c.id", "h.position")


def _rules(to: Engine) -> str:
    row = to.object(
        id="u.id",
        asStated="u.as_stated",
        timesPerYear="u.times_per_year",
        by='u."by"',
        reportedTo="u.reported_to",
        indicators=to.stored("u.indicators"),
        what="u.what",
    )
    return to.rows(row, "follow_up_rules u", "u.commitment_id = c.id", "u.position")


def _part_two(to: Engine) -> str:
    codes = to.values(
        "k.category_code",
        "prioritised_area_categories k",
        "k.prioritised_area_id = o.id",
        "k.category_code",
    )
    area = to.object(id="o.id", name="o.name", categoryCodes=codes, endedOn="o.ended_on")
    return to.object(
        hasPartTwo=to.flag("c.has_part_two"),
        situationPictureId="c.situation_picture_id",
        areas=to.rows(area, "prioritised_areas o", "o.commitment_id = c.id", "o.position"),
    )


def _happened(to: Engine) -> dict[str, str]:
    newer = to.object(
        replacedById="r.commitment_id",
        replacedOn="r.replaced_on",
        isInferred=to.flag("r.is_inferred"),
    )
    return {
        "signatures": _signatures(to),
        "replacedBy": to.rows(newer, "replacements r", "r.replaced_id = c.id", "r.id"),
        "prolongations": _prolongations(to),
        "terminations": _terminations(to),
        "amendments": _amendments(to),
        "corrections": _corrections(to),
    }


def _signatures(to: Engine) -> str:
    row = to.object(
        id="s.id",
        partyId="s.party_id",
        title="s.title",
        acting=to.flag("s.acting"),
        place="s.place",
        signedOn="s.signed_on",
        personName="s.person_name",
    )
    return to.rows(row, "signatures s", "s.commitment_id = c.id", "s.position")


def _prolongations(to: Engine) -> str:
    row = to.object(
        id="g.id",
        decidedOn="g.decided_on",
        endsOn="g.ends_on",
        earlierEndsOn="g.earlier_ends_on",
        reason="g.reason",
    )
    return to.rows(row, "prolongations g", "g.commitment_id = c.id", "g.position")


def _terminations(to: Engine) -> str:
    row = to.object(
        id="t.id",
        decidedOn="t.decided_on",
        terminatedOn="t.terminated_on",
        reason="t.reason",
        partyId="t.party_id",
    )
    return to.rows(row, "terminations t", "t.commitment_id = c.id", "t.position")


def _amendments(to: Engine) -> str:
    row = to.object(
        id="m.id",
        revision="m.revision",
        decidedOn="m.decided_on",
        effectiveOn="m.effective_on",
        reason="m.reason",
        registryNumber="m.registry_number",
        earlierValues=to.stored("m.earlier_values"),
    )
    return to.rows(row, "amendments m", "m.commitment_id = c.id", "m.revision")


def _corrections(to: Engine) -> str:
    row = to.object(
        id="x.id",
        correctedOn="x.corrected_on",
        reason="x.reason",
        earlierValues=to.stored("x.earlier_values"),
    )
    return to.rows(row, "corrections x", "x.commitment_id = c.id", "x.position")


def create() -> str:
    """On PostgreSQL: the columns of a follow-up, and its values as a JSON list."""
    to = Postgres()
    value = to.object(
        indicatorId="v.indicator_id",
        what="v.what",
        value="v.value / 1000.0::float8",
        valueAsStated="v.value_as_stated",
        unit="v.unit",
        indicatorName="(SELECT i.name FROM indicators i WHERE i.id = v.indicator_id)",
    )
    document = to.object(
        **_head(to, "f"),
        status="'valid'",
        **{camel(name): f"f.{name}" for name in FOLLOW_UP},
        values=to.rows(value, "values_made v", "true", "v.position"),
        **{name: f"(SELECT {text} WHERE s.id = f.{key})" for name, text, key in NAMES},
    )
    columns = ", ".join(FOLLOW_UP)
    places = ", ".join(f"${place}" for place, _ in enumerate(FOLLOW_UP, 6))
    return f"""
        WITH made AS (
            INSERT INTO follow_ups (id, version, created_at, updated_at, sort_key, search_text,
                                    {columns})
            VALUES ($1, 1, $2, $2, $3, $4, {places}) RETURNING *),
        values_made AS (
            INSERT INTO indicator_values (id, position, follow_up_id, indicator_id, what, value,
                                          value_as_stated, unit)
            SELECT gen_random_uuid(), v.number - 1, $1, v."indicatorId", v.what, v.value * 1000,
                   v."valueAsStated", v.unit
            FROM ROWS FROM (json_to_recordset($5) AS (
                "indicatorId" uuid, what text, value numeric, "valueAsStated" text, unit text))
            WITH ORDINALITY AS v("indicatorId", what, value, "valueAsStated", unit, number)
            RETURNING *)
        SELECT {document} FROM made f"""


FOLLOW_UP = (
    *("kind", "commitment_id", "prioritised_area_id", "measure_id", "action_plan_id"),
    *("operating_plan_id", "rule_id", "done_on", "period_starts_on", "period_ends_on"),
    *("period_as_stated", "published_on", "outcome", "outcome_word", "summary"),
    *("reported_to_forum_id", "reported_on"),
)
NAMES = (
    ("commitmentTitle", "s.title FROM commitments s", "commitment_id"),
    ("prioritisedAreaName", "s.name FROM prioritised_areas s", "prioritised_area_id"),
    ("measureName", "s.name FROM measures s", "measure_id"),
    ("actionPlanTitle", "s.title FROM action_plans s", "action_plan_id"),
    ("operatingPlanTitle", "s.title FROM operating_plans s", "operating_plan_id"),
    ("ruleAsStated", "s.as_stated FROM follow_up_rules s", "rule_id"),
    ("reportedToForumName", "s.name FROM forums s", "reported_to_forum_id"),
)


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
