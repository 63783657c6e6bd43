// The contract as this page shows it: in Swedish, without what only a system needs, and with the ways
// to sign in that a person can use here.

import { waysIn } from "./ways.js";
import { LAST_SHOWN } from "./versions.js";

const FOR_SYSTEMS = ["traceparent", "IfNoneMatch"].map((name) => `#/components/parameters/${name}`);

export function forPeople(contract, host, server) {
  const { externalDocs: thisPage, ...spec } = contract;
  spec.servers = [{ url: server }];
  const ways = waysIn(spec.components.securitySchemes, host);
  const anyOfThem = Object.keys(ways).map((name) => ({ [name]: [] }));
  spec.components = { ...spec.components, securitySchemes: ways };
  spec.security = anyOfThem;
  spec.info.description = forReaders(spec.info.description);
  for (const operation of Object.values(spec.paths).flatMap(Object.values)) simplify(operation, anyOfThem);
  return spec;
}

// In Swedish, without how it is done by a system: how it is done here stands above.
function forReaders(description) {
  const [swedishPart] = description.split("\n---\n");
  return swedishPart.split("\n\n").filter((one) => !one.startsWith("**Så ")).join("\n\n");
}

function simplify(operation, ways) {
  if (operation.security?.length) operation.security = ways;
  operation.summary = swedish(operation.summary);
  operation.description = everySecond(operation.description.split("\n\n")).join("\n\n");
  operation.parameters = (operation.parameters ?? []).filter((one) => !FOR_SYSTEMS.includes(one.$ref));
  operation.parameters.filter(isHere).forEach(offer);
  Object.values(operation.responses).filter(isHere).forEach(simplifyAnswer);
}

function isHere(part) {
  return !part.$ref;
}

function simplifyAnswer(response) {
  response.description = swedish(response.description);
  for (const { schema } of Object.values(response.content ?? {})) {
    if (schema && !schema.$ref) schema.title ??= "Svaret"; // else the button that unfolds it has no name
  }
}

// "Visa ett forum / Show a forum"; in longer texts each paragraph is followed by its translation.
function swedish(text = "") {
  return text.split(" / ")[0];
}

function everySecond(paragraphs) {
  return paragraphs.filter((_, number) => number % 2 === 0);
}

// Swagger UI would fill in the example, and so send it: a search for what nobody asked for, a
// version that is not the record's, a key that others have used.
function offer(parameter) {
  const { example, name } = parameter;
  parameter.description = swedish(parameter.description);
  delete parameter.example;
  if (name === "If-Match") Object.assign(parameter, { example: LAST_SHOWN, schema: { type: "string" } });
  else if (example !== undefined) parameter.description += ` Till exempel ${example}.`;
}
