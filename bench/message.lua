-- The smallest message, as every caller sends it. With BENCH_EXPECT an answer without these words is a failure.
wrk.method = "POST"
wrk.body = os.getenv("BENCH_BODY")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. (os.getenv("BENCH_KEY") or "")
if os.getenv("BENCH_PREFER") then wrk.headers["Prefer"] = os.getenv("BENCH_PREFER") end

local expected = os.getenv("BENCH_EXPECT")
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init() failed = 0 end

function response(status, _, body)
  local refused = status ~= 200 and status ~= 202
  if refused or expected and not body:find(expected, 1, true) then
    failed = failed + 1
    if failed == 1 then
      io.stderr:write("first other answer: " .. status .. " " .. body:sub(1, 200) .. "\n")
    end
  end
end

function done(summary, latency)
  local wrong = 0
  for _, thread in ipairs(threads) do wrong = wrong + thread:get("failed") end
  io.write(string.format(
    "RESULT %d requests, %.0f/s, p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, errors %d\n",
    summary.requests, (summary.requests - wrong) / (summary.duration / 1e6),
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    wrong + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout))
end
