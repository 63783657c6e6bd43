// Shows the contract in Swagger UI, with every call going to the server the page came from.

import { Accessible } from "./accessible.js";
import { forPeople } from "./contract.js";
import { Finding } from "./finding.js";
import { Swedish } from "./swedish.js";
import { nameVersion, remember } from "./versions.js";

// For those who do not see that an answer has come.
function tell(answer) {
  document.getElementById("told").textContent = `Svar med status ${answer.status}.`;
  return answer;
}

async function show() {
  const api = new URL("samverkan/v1", location.href).href;
  const answer = await fetch(`${api}/openapi.json`);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  SwaggerUIBundle({
    spec: forPeople(await answer.json(), api),
    dom_id: "#swagger-ui",
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    docExpansion: "none",
    filter: true,
    persistAuthorization: false,
    plugins: [Swedish, Accessible, Finding],
    requestInterceptor: nameVersion,
    responseInterceptor: (response) => tell(remember(response)),
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
