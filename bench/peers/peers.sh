# Starts the peers that bench/runs measures, each with its own durable store under $folder/peers and its ports on
# 127.0.0.1. Sourced after bench/common.sh. Needs npm, Maven and redis-server.

restate_port=${BENCH_RESTATE_PORT:-18130}
conductor_port=${BENCH_CONDUCTOR_PORT:-18135}
conductor_version=3.32.3
redis_port=${BENCH_REDIS_PORT:-18136}
peers=$PWD/$folder/peers

install_peers() {
    mkdir -p "$peers"
    cp bench/peers/package.json bench/peers/restate-service.mjs "$peers"
    (cd "$peers" && npm install --no-audit --no-fund --silent > npm.log 2>&1) \
        || { cat "$peers/npm.log" >&2; exit 1; }
    ${BENCH_MAVEN:-mvn} -q dependency:copy -DoutputDirectory="$peers" \
        -Dartifact=org.conductoross:conductor-server:$conductor_version:jar:boot
}

# Durable as it comes: its log is synced to the disk (rocksdb-disable-wal-fsync = false). Without the launcher of its
# package, whose processor time would be counted instead of the server's.
start_restate() {
    RESTATE_BASE_DIR="$peers/restate" RESTATE_DISABLE_TELEMETRY=true RUST_LOG=error \
        RESTATE_LISTEN_MODE=tcp RESTATE_BIND_ADDRESS=127.0.0.1:$((restate_port + 2)) \
        RESTATE_INGRESS__BIND_ADDRESS=127.0.0.1:"$restate_port" \
        RESTATE_ADMIN__BIND_ADDRESS=127.0.0.1:$((restate_port + 1)) \
        "$peers"/node_modules/@restatedev/restate-server-*/bin/restate-server > "$peers/restate.log" 2>&1 &
    restate=$!
    started+=("$restate")
    until_it_answers "http://127.0.0.1:$((restate_port + 1))/health" "$restate" "$peers/restate.log"
    (cd "$peers" && exec env STUB_URL="$stub_url" SERVICE_PORT=$((restate_port + 3)) NODE_ENV=production \
        node_modules/.bin/node restate-service.mjs > service.log 2>&1) &
    restate_service=$!
    started+=("$restate_service")
    for _ in $(seq 100); do
        curl -fs -o /dev/null -X POST "http://127.0.0.1:$((restate_port + 1))/deployments" \
            -H 'Content-Type: application/json' \
            -d "{\"uri\": \"http://127.0.0.1:$((restate_port + 3))\"}" && return
        sleep 0.2
    done
    echo "Restate does not know the service; see $peers/restate.log" >&2
    exit 1
}

# Invocations that have not ended.
restate_pending() {
    curl -sS --fail-with-body -X POST "http://127.0.0.1:$((restate_port + 1))/query" \
        -H 'Accept: application/json' -H 'Content-Type: application/json' \
        -d "{\"query\": \"SELECT count(*) AS n FROM sys_invocation WHERE status <> 'completed'\"}" \
        | jq '.rows[0].n'
}

# Each write is synced before it is answered.
start_conductor() {
    mkdir -p "$peers/redis"
    redis-server --port "$redis_port" --bind 127.0.0.1 --dir "$peers/redis" --appendonly yes \
        --appendfsync always --save '' > "$peers/redis.log" 2>&1 &
    redis=$!
    started+=("$redis")
    BENCH_REDIS_PORT=$redis_port "$java" -Xmx1g -jar "$peers/conductor-server-$conductor_version-boot.jar" \
        --server.port="$conductor_port" --server.address=127.0.0.1 \
        --spring.config.additional-location="file:$PWD/bench/peers/conductor.properties" \
        > "$peers/conductor.log" 2>&1 &
    conductor=$!
    started+=("$conductor")
    until_it_answers "http://127.0.0.1:$conductor_port/health" "$conductor" "$peers/conductor.log"
    sed "s|STUB_URL|$stub_url|" bench/peers/conductor-workflow.json \
        | curl -sS --fail-with-body -X POST "http://127.0.0.1:$conductor_port/api/metadata/workflow" \
            -H 'Content-Type: application/json' -d @-
}

# Workflows that have not ended.
conductor_pending() {
    curl -sS --fail-with-body "http://127.0.0.1:$conductor_port/api/workflow/running/bench?version=1" | jq length
}
