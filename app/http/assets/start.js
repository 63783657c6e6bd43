// Shows the contract in Swagger UI, with every call going to the server the page came from.

import { Accessible } from "./accessible.js";
import { forPeople } from "./contract.js";
import { Finding } from "./finding.js";
import { SigningIn, tokens } from "./signing_in.js";
import { Swedish } from "./swedish.js";
import { nameVersion, remember } from "./versions.js";
import { account } from "./ways.js";

// For those who do not see that an answer has come.
function tell(answer) {
  document.getElementById("told").textContent = `Svar med status ${answer.status}.`;
  return answer;
}

async function show() {
  const host = new URL(".", location.href).href;
  const api = `${host}samverkan/v1`;
  const answer = await fetch(`${api}/openapi.json`);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const contract = await answer.json();
  const signIn = account(contract.components.securitySchemes);
  const token = tokens(`${host}oauth2/token`, signIn);
  SwaggerUIBundle({
    spec: forPeople(contract, host, api),
    dom_id: "#swagger-ui",
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    docExpansion: "none",
    filter: true,
    oauth2RedirectUrl: `${host}docs/oauth2-redirect.html`,
    persistAuthorization: false,
    plugins: [Swedish, Accessible, Finding, SigningIn(signIn)],
    requestInterceptor: (request) => token.sent(nameVersion(request)),
    responseInterceptor: (response) => tell(remember(token.received(response))),
    syntaxHighlight: { theme: "obsidian" },
    tryItOutEnabled: true,
    validatorUrl: null,
  });
}

show().catch((fault) => {
  const place = document.getElementById("swagger-ui");
  place.className = "text";
  place.setAttribute("role", "alert");
  place.textContent = `Kontraktet kunde inte hämtas (${fault.message}). Ladda om sidan när tjänsten svarar igen.`;
});
