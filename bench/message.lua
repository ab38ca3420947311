-- The smallest message, as every caller sends it.
wrk.method = "POST"
wrk.body = os.getenv("BENCH_BODY")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. (os.getenv("BENCH_KEY") or "")
if os.getenv("BENCH_PREFER") then wrk.headers["Prefer"] = os.getenv("BENCH_PREFER") end

local refused = 0

function response(status)
  if status ~= 200 and status ~= 202 then
    refused = refused + 1
    if refused == 1 then io.stderr:write("first other status: " .. status .. "\n") end
  end
end

function done(summary, latency)
  io.write(string.format(
    "RESULT %d requests, %.0f/s, p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, errors %d\n",
    summary.requests, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout))
end
