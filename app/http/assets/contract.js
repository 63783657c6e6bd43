// The contract as this page shows it: in Swedish, without what only a system needs, and without
// the ways to sign in, for nothing asks for that yet.

import { LAST_SHOWN } from "./versions.js";

const FOR_SYSTEMS = ["traceparent", "IfNoneMatch"].map((name) => `#/components/parameters/${name}`);

export function forPeople(contract, server) {
  const { externalDocs: thisPage, ...spec } = contract;
  spec.servers = [{ url: server }];
  delete spec.components.securitySchemes;
  spec.info.description = spec.info.description.split("\n---\n")[0];
  for (const operation of Object.values(spec.paths).flatMap(Object.values)) simplify(operation);
  return spec;
}

function simplify(operation) {
  delete operation.security;
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
