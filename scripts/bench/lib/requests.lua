-- For wrk: sends the requests of the file named after "--", one after the other and from the beginning again. Each is a
-- line of four fields between tabs: method, path, token, body; an empty body is none. Ends with one JSON line.

local requests = {}
local turn = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local method, path, token, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = {}
    if token ~= "" then
      headers["Authorization"] = "Token " .. token
    end
    if body ~= "" then
      headers["Content-Type"] = "application/json"
    end
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '{"requests": %d, "failed": %d, "microseconds": %d, "bytes": %d, "p50_microseconds": %d, "p99_microseconds": %d}\n',
    summary.requests, failed, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99)))
end
