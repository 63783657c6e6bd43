// Shows the contract in Swagger UI, with every call going to the server the page came from.
"use strict";

async function show() {
  const api = new URL("samverkan/v1", location.href).href;
  const answer = await fetch(`${api}/openapi.json`);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const spec = await answer.json();
  spec.servers = [{ url: api }];
  SwaggerUIBundle({
    spec,
    dom_id: "#swagger-ui",
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    docExpansion: "none",
    filter: true,
    persistAuthorization: false,
    syntaxHighlight: { theme: "obsidian" },
    tryItOutEnabled: true,
    validatorUrl: null,
  });
}

show().catch((fault) => {
  const place = document.getElementById("swagger-ui");
  place.lang = "sv";
  place.className = "text";
  place.setAttribute("role", "alert");
  place.textContent = `Kontraktet kunde inte hämtas (${fault.message}). Ladda om sidan när tjänsten svarar igen.`;
});
