// An agreement's first year, told as in story.py: `story.js ADDRESS TOWN WORKBOOK`.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
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
const client = createClient<paths, "application/json" | "application/problem+json">({
  baseUrl: address,
  headers: { Accept: "application/json" },
});

async function tell(): Promise<void> {
  const [town, police] = [await theTown(), await thePolice()];
  const agreement = await drafted([town, police]);
  const area = await prioritised(agreement);
  const measure = await promised(area, town);
  await signed(agreement);
  await foundInForce(agreement);
  await followedUp(area, measure);
  await writeFile(workbook, await fetched(await compiled(await ordered())));
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

async function theTown(): Promise<string> {
  const query = { kind: "municipality", municipalityCode: place } as const;
  return only(got(await client.GET("/actors", { params: { query } })).items).id;
}

async function thePolice(): Promise<string> {
  const answer = await client.POST("/actors", {
    body: { kind: "localPoliceArea", name: "Lokalpolisområdet", countyCode: county },
  });
  const police = got(answer);
  assert.ok(header(answer.response, "Location").endsWith(`/actors/${police.id}`));
  return police.id;
}

async function drafted(parties: string[]): Promise<Agreement> {
  const draft = got(
    await client.POST("/agreements", {
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

async function prioritised(agreement: Agreement): Promise<Area> {
  return got(
    await client.POST("/prioritised-areas", {
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

async function promised(area: Area, responsible: string): Promise<Measure> {
  const found = got(await client.GET("/methods", { params: { query: { code: "est" } } }));
  const method = only(found.items);
  const measure = got(
    await client.POST("/measures", {
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

// Each signature names the version that was read; one that is stale is refused.
async function signed(agreement: Agreement): Promise<void> {
  const path = { agreementId: agreement.id };
  const [town = "", police = ""] = agreement.parties.map((party) => party.id);
  const read = await client.GET("/agreements/{agreementId}", { params: { path } });
  const tag = header(read.response, "ETag");
  const sign = (partyId: string, tag: string) =>
    client.POST("/agreements/{agreementId}/signatures", {
      params: { path, header: { "If-Match": tag } },
      body: { title: "ordförande", partyId, signedOn: "2024-01-15" },
    });

  const first = await sign(town, tag);
  const stale = await sign(police, tag);
  const last = await sign(police, header(first.response, "ETag"));

  assert.equal(got(first).signing, "unsigned");
  assert.deepEqual([stale.response.status, stale.error?.status], [412, 412]);
  assert.equal(got(last).signedOn, "2024-01-15");
}

async function foundInForce(agreement: Agreement): Promise<void> {
  const query = { countyCode: county, asOf: "2024-06-30", validity: "yes" } as const;
  const page = got(await client.GET("/agreements", { params: { query } }));
  const found = only(page.items);
  assert.deepEqual([found.id, found.validity], [agreement.id, "yes"]);
  assert.equal(page._meta.totalRecords, 1);
}

async function followedUp(area: Area, measure: Measure): Promise<void> {
  const indicatorId = only(area.indicators).id;
  const followUp = got(
    await client.POST("/follow-ups", {
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
async function ordered(): Promise<string> {
  const answer = await client.POST("/annual-reports", { body: { countyCode: county, year: 2024 } });
  assert.equal(answer.response.status, 202);
  return header(answer.response, "Location");
}

async function compiled(location: string): Promise<Report> {
  const deadline = Date.now() + COMPILED_WITHIN_MS;
  while (Date.now() < deadline) {
    const report = (await (await fetch(location)).json()) as Report;
    assert.notEqual(report.state, "failed", report.error ?? "");
    if (report.state === "compiled") return report;
    await sleep(200);
  }
  throw new Error(`Not compiled in time: ${location}`);
}

// The file at its link is the one that the client is told of.
async function fetched(report: Report): Promise<Uint8Array> {
  const params = { path: { annualReportId: report.id } };
  const told = got(await client.GET("/annual-reports/{annualReportId}/workbook", { params }));
  const link = only(report._links.filter((link) => link.rel === "enclosure"));
  const file = await fetch(link.href, { headers: { Accept: XLSX } });
  const content = new Uint8Array(await file.arrayBuffer());
  assert.equal(header(file, "Content-Type"), XLSX);
  assert.equal(createHash("sha256").update(content).digest("hex"), told.checksum.value);
  return content;
}

await tell();
