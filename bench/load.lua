-- Sends the requests of a file by turns, and tells in JSON how it went. On each line of the file
-- stand method, path, If-None-Match and body, tabs between. The second argument is how many
-- milliseconds a connection pauses before each request, on the average.

local requests, at = {}, 0

function init(args)
  local pause = tonumber(args[2])
  if pause > 0 then
    delay = function() return math.floor(2 * pause * math.random() + 0.5) end
  end
  for line in io.lines(args[1]) do
    local method, path, tag, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = {}
    for name, value in pairs(wrk.headers) do headers[name] = value end
    if tag ~= "" then headers["If-None-Match"] = tag end
    if body ~= "" then headers["Content-Type"] = "application/json" end
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '\n{"answers":%d,"microseconds":%d,"bytes":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, summary.bytes, errors.status, broken,
    latency:percentile(50), latency:percentile(99)))
end
