// An agreement's first year, told as in story.py: `story.js ADDRESS TOWN WORKBOOK`, with a system
// administrator's CLIENT_ID and CLIENT_SECRET in the environment.

import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import createClient from "openapi-fetch";
import type { components, paths } from "./contract.js";

type Shapes = components["schemas"];
type Agreement = Shapes["AgreementRead"];
type Area = Shapes["PrioritisedAreaRead"];
type Measure = Shapes["MeasureRead"];
type Report = Shapes["AnnualReportRead"];
type Answer<Data> = { data?: Data; error?: Shapes["Problem"]; response: Response };

const COMPILED_WITHIN_MS = 60_000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// The place is a municipality's code, which begins with its county's.
const [address = "", place = "", workbook = ""] = process.argv.slice(2);
const county = place.slice(0, 2);

const connected = (headers: Headers) =>
  createClient<paths, "application/json" | "application/problem+json">({ baseUrl: address, headers });
type Client = { by: ReturnType<typeof connected>; headers: Headers };

// Each acts as itself: the town and the police agree, the county's board finds and reports it.
async function tell(): Promise<void> {
  const { CLIENT_ID = "", CLIENT_SECRET = "" } = process.env;
  const keeper = await signedIn(CLIENT_ID, CLIENT_SECRET);
  const [town, police] = [await theTown(keeper), await thePolice(keeper)];
  const byTown = await admitted(keeper, town, ["editor", "signatory"]);
  const byPolice = await admitted(keeper, police, ["editor", "signatory"]);
  const byBoard = await admitted(keeper, await theBoard(keeper), ["coordinator"]);
  const agreement = await drafted(byTown, [town, police]);
  const area = await prioritised(byTown, agreement);
  const measure = await promised(byTown, area, town);
  await signed(byTown, byPolice, agreement);
  await foundInForce(byBoard, agreement);
  await followedUp(byPolice, area, measure);
  await writeFile(workbook, await fetched(byBoard, await compiled(byBoard, await ordered(byBoard))));
}

// By client credentials; the token is good for some minutes, longer than this story.
async function signedIn(id: string, secret: string): Promise<Client> {
  const issuer = address.replace("/samverkan/v1", "");
  const basic = Buffer.from(`${id}:${secret}`).toString("base64");
  const answer = await fetch(`${issuer}/oauth2/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  assert.equal(answer.status, 200);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = new Headers({ Accept: "application/json", Authorization: `Bearer ${token}` });
  return { by: connected(headers), headers };
}

// A system of the organisation's own, registered and given a secret.
async function admitted(keeper: Client, actorId: string, roles: Shapes["Role"][]): Promise<Client> {
  const made = await keeper.by.POST("/principals", {
    body: { title: "Ärendesystemet", actorId, roles },
  });
  const system = got(made);
  const path = { principalId: system.id };
  const header = { "If-Match": tagOf(made.response), "Idempotency-Key": randomUUID() };
  const renewed = await keeper.by.POST("/principals/{principalId}/secrets", {
    params: { path, header },
    body: { lifetimeDays: 1 },
  });
  const { secret } = got(renewed);
  assert.ok(secret);
  return signedIn(system.subject, secret);
}

function got<Data>({ data, error }: Answer<Data>): Data {
  assert.ok(data !== undefined, error?.detail);
  return data;
}

function only<Item>(items: Item[]): Item {
  const [item, ...more] = items;
  assert.ok(item !== undefined && more.length === 0, `${items.length} items`);
  return item;
}

function header(response: Response, name: string): string {
  const value = response.headers.get(name);
  assert.ok(value, name);
  return value;
}

function tagOf(response: Response): string {
  return header(response, "ETag");
}

async function theTown({ by }: Client): Promise<string> {
  const query = { kind: "municipality", municipalityCode: place } as const;
  return only(got(await by.GET("/actors", { params: { query } })).items).id;
}

async function theBoard({ by }: Client): Promise<string> {
  const query = { kind: "countyAdministrativeBoard", countyCode: county } as const;
  return only(got(await by.GET("/actors", { params: { query } })).items).id;
}

async function thePolice({ by }: Client): Promise<string> {
  const answer = await by.POST("/actors", {
    body: { kind: "localPoliceArea", name: "Lokalpolisområdet", countyCode: county },
  });
  const police = got(answer);
  assert.ok(header(answer.response, "Location").endsWith(`/actors/${police.id}`));
  return police.id;
}

async function drafted({ by }: Client, parties: string[]): Promise<Agreement> {
  const draft = got(
    await by.POST("/agreements", {
      body: {
        title: "Överenskommelse för färre stölder",
        level: "municipality",
        kind: "local",
        purposes: ["Färre stölder och tryggare kvällar."],
        municipalityCodes: [place],
        parties: parties.map((actorId) => ({ actorId, role: "contracting" as const })),
        period: { startsOn: "2024-01-01", endsOn: "2027-12-31" },
      },
    }),
  );
  assert.equal(draft.signing, "unsigned");
  assert.deepEqual(draft.parties.map((party) => party.actorId), parties);
  return draft;
}

async function prioritised({ by }: Client, agreement: Agreement): Promise<Area> {
  return got(
    await by.POST("/prioritised-areas", {
      body: {
        name: "Cykelstölder i centrum",
        commitmentId: agreement.id,
        categoryCodes: ["theft"],
        indicators: [
          { name: "Anmälda cykelstölder", baseline: 120, target: 80.5, direction: "decrease" },
        ],
      },
    }),
  );
}

async function promised({ by }: Client, area: Area, responsible: string): Promise<Measure> {
  const found = got(await by.GET("/methods", { params: { query: { code: "est" } } }));
  const method = only(found.items);
  const measure = got(
    await by.POST("/measures", {
      body: {
        name: "Veckovisa möten om cykelstölderna",
        commitmentId: area.commitmentId,
        prioritisedAreaId: area.id,
        methodId: method.id,
        actors: [{ role: "responsible", actorId: responsible }],
      },
    }),
  );
  assert.equal(measure.methodName, method.name);
  return measure;
}

// Each party signs for itself, the version that it has read; one that is stale is refused.
async function signed(byTown: Client, byPolice: Client, agreement: Agreement): Promise<void> {
  const path = { agreementId: agreement.id };
  const [town = "", police = ""] = agreement.parties.map((party) => party.id);
  const read = async ({ by }: Client) =>
    tagOf((await by.GET("/agreements/{agreementId}", { params: { path } })).response);
  const sign = ({ by }: Client, partyId: string, tag: string) =>
    by.POST("/agreements/{agreementId}/signatures", {
      params: { path, header: { "If-Match": tag } },
      body: { title: "ordförande", partyId, signedOn: "2024-01-15" },
    });

  const [seen, old] = [await read(byTown), await read(byPolice)];
  const first = await sign(byTown, town, seen);
  const stale = await sign(byPolice, police, old);
  const last = await sign(byPolice, police, await read(byPolice));

  assert.equal(got(first).signing, "unsigned");
  assert.deepEqual([stale.response.status, stale.error?.status], [412, 412]);
  assert.equal(got(last).signedOn, "2024-01-15");
}

async function foundInForce({ by }: Client, agreement: Agreement): Promise<void> {
  const query = { countyCode: county, asOf: "2024-06-30", validity: "yes" } as const;
  const page = got(await by.GET("/agreements", { params: { query } }));
  const found = only(page.items);
  assert.deepEqual([found.id, found.validity], [agreement.id, "yes"]);
  assert.equal(page._meta.totalRecords, 1);
}

async function followedUp({ by }: Client, area: Area, measure: Measure): Promise<void> {
  const indicatorId = only(area.indicators).id;
  const followUp = got(
    await by.POST("/follow-ups", {
      body: {
        kind: "effect",
        measureId: measure.id,
        doneOn: "2024-11-20",
        outcome: "yellow",
        outcomeWord: "Delvis uppnått",
        summary: "Stölderna har minskat, men målet är inte nått.",
        values: [{ what: "Anmälda cykelstölder 2024", indicatorId, value: 95 }],
      },
    }),
  );
  assert.equal(followUp.measureName, measure.name);
}

// Where the order can be followed.
async function ordered({ by }: Client): Promise<string> {
  const answer = await by.POST("/annual-reports", { body: { countyCode: county, year: 2024 } });
  assert.equal(answer.response.status, 202);
  return header(answer.response, "Location");
}

async function compiled({ headers }: Client, location: string): Promise<Report> {
  const deadline = Date.now() + COMPILED_WITHIN_MS;
  while (Date.now() < deadline) {
    const report = (await (await fetch(location, { headers })).json()) as Report;
    assert.notEqual(report.state, "failed", report.error ?? "");
    if (report.state === "compiled") return report;
    await sleep(200);
  }
  throw new Error(`Not compiled in time: ${location}`);
}

// The file at its link is the one that the client is told of.
async function fetched({ by, headers }: Client, report: Report): Promise<Uint8Array> {
  const params = { path: { annualReportId: report.id } };
  const told = got(await by.GET("/annual-reports/{annualReportId}/workbook", { params }));
  const link = only(report._links.filter((link) => link.rel === "enclosure"));
  const file = await fetch(link.href, { headers: { ...Object.fromEntries(headers), accept: XLSX } });
  const content = new Uint8Array(await file.arrayBuffer());
  assert.equal(header(file, "Content-Type"), XLSX);
  assert.equal(createHash("sha256").update(content).digest("hex"), told.checksum.value);
  return content;
}

await tell();
