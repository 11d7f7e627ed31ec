-- For wrk: GET with a token of its own for each connection, taken in turn from the file named after "--".
-- Ends with one JSON line.

local requests = {}
local turn = 0

function init(arguments)
  for token in io.lines(arguments[1]) do
    local headers = {["Authorization"] = "Token " .. token}
    requests[#requests + 1] = wrk.format("GET", nil, headers)
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
