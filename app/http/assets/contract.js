// The contract as this page shows it: in Swedish, and without what only a system needs.

import { LAST_SHOWN } from "./versions.js";

const FOR_SYSTEMS = "#/components/parameters/traceparent";

export function forPeople(contract, server) {
  const { externalDocs: thisPage, ...spec } = contract;
  spec.servers = [{ url: server }];
  spec.info.description = spec.info.description.split("\n---\n")[0];
  for (const operation of Object.values(spec.paths).flatMap(Object.values)) simplify(operation);
  return spec;
}

function simplify(operation) {
  operation.summary = swedish(operation.summary);
  operation.description = everySecond(operation.description.split("\n\n")).join("\n\n");
  operation.parameters = (operation.parameters ?? []).filter((one) => one.$ref !== FOR_SYSTEMS);
  operation.parameters.forEach(offer);
  Object.values(operation.responses).forEach(simplifyAnswer);
}

function simplifyAnswer(response) {
  if (response.description) response.description = swedish(response.description);
  for (const { schema } of Object.values(response.content ?? {})) {
    if (schema && !schema.$ref) schema.title ??= "Svaret"; // else the button that unfolds it has no name
  }
}

// "Visa ett forum / Show a forum"; in longer texts each paragraph is followed by its translation.
function swedish(text) {
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
