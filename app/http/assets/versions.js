// Lets a person change what this page has shown, without copying its version (ETag) by hand.
//
// A change must name the version that it is made from (If-Match). Here that field is filled in with
// words that stand for "the version that this page showed last". Nothing is fetched to find it out:
// whoever has not read the record has nothing to name, and the server says that it must be read.

export const LAST_SHOWN = "den som visades senast";

const versions = new Map();

function address(url) {
  return new URL(url, location.href).pathname;
}

// What is done to a record is sent below it: /forums/ID/endings.
function recordAt(url) {
  return address(url).replace(/(\/[0-9a-f-]{36})\/.*$/i, "$1");
}

// An answer to POST shows the record that its Location names.
export function remember(answer) {
  const { etag, location: record } = answer.headers ?? {};
  if (answer.ok && etag) versions.set(address(record ?? answer.url), etag);
  return answer;
}

export function nameVersion(request) {
  const { headers } = request;
  if (headers?.["If-Match"] !== LAST_SHOWN) return request;
  const version = versions.get(recordAt(request.url));
  if (version) headers["If-Match"] = version;
  else delete headers["If-Match"];
  return request;
}
