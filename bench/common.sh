# What the measurements of this folder share: stub, server and load on this machine, and what they use.
# Sourced by bench/run and bench/runs from the project's root.

seconds=${BENCH_SECONDS:-20}
stub_port=${BENCH_STUB_PORT:-18120}
port=${BENCH_PORT:-18121}
management_port=${BENCH_MANAGEMENT_PORT:-18122}
folder=${BENCH_FOLDER:-target/bench}
home=$PWD/$folder/home
url=http://127.0.0.1:$port
stub_url=http://127.0.0.1:$stub_port/v1

for tool in wrk curl jq; do
    command -v "$tool" > /dev/null || { echo "A measurement needs $tool" >&2; exit 1; }
done

java=$(.ci/java)

started=()
end() { # <pid>…
    local pid
    for pid in "$@"; do
        kill "$pid" 2> /dev/null || continue
        while kill -0 "$pid" 2> /dev/null; do sleep 0.1; done
    done
}
trap 'end "${started[@]}"' EXIT

until_it_answers() { # <url> <pid> <log>
    for _ in $(seq 600); do
        curl -fs -o /dev/null "$1" && return
        kill -0 "$2" 2> /dev/null || break
        sleep 0.2
    done
    echo "It does not answer; see $3" >&2
    exit 1
}

start_stub() {
    "$java" -Xmx256m bench/StubProvider.java "$stub_port" > $folder/stub.log 2>&1 &
    stub=$!
    started+=("$stub")
    until_it_answers "http://127.0.0.1:$stub_port/count" "$stub" $folder/stub.log
}

# Durable commits are what databases do; only the limits are raised. With a database of one's own, database_url is its
# address and database its process.
start_server() {
    env DATABASE_URL="${database_url:-}" BATON_HOME="$home" ENVIRONMENT=development DEMO_DATA=true \
        SERVICE_PORT="$port" MANAGEMENT_PORT="$management_port" LOG_LEVEL=WARN \
        GLOBAL_RATE_LIMIT=100000000 TENANT_RATE_LIMIT=100000000 ADDRESS_RATE_LIMIT=100000000 \
        TENANT_QUEUED_RUNS=100000000 \
        "$java" -Xms1g -Xmx1g --enable-native-access=ALL-UNNAMED -cp "target/classes:$(cat target/runtime.classpath)" \
        dev.baton.BatonApplication > $folder/server.log 2>&1 &
    server=$!
    started+=("$server")
    until_it_answers "$url/health" "$server" $folder/server.log
    [ -n "${database_url:-}" ] || database=$(cat "$home/database.pid")
}

api() { # <path> <body>
    curl -sS --fail-with-body -X POST "$url/api/v1/$1" -d "$2" \
        -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
        || { echo >&2; echo "POST $1 was refused" >&2; exit 1; }
}

cpu_ms() { # <pid>…
    local ticks=0 pid fields
    for pid in "$@"; do
        read -r -a fields <<< "$(sed 's/.*) //' "/proc/$pid/stat")"
        ticks=$((ticks + fields[11] + fields[12]))
    done
    echo $((ticks * 1000 / $(getconf CLK_TCK)))
}

rss_mb() { # <pid>
    awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$1/status"
}

load() { # <connections> <seconds> <url>
    local threads=$(($1 < 2 ? 1 : 2))
    wrk -t$threads -c"$1" -d"$2s" --timeout 30s -s bench/message.lua "$3" > $folder/wrk.txt 2>&1 \
        || { cat $folder/wrk.txt >&2; exit 1; }
    grep -E '^first other answer' $folder/wrk.txt >&2 || true
    grep '^RESULT' $folder/wrk.txt
}

# One row of the table.
measure() { # <name> <connections> <url> <pid>…
    local name=$1 connections=$2 target=$3 before after memory="" pid
    shift 3
    before=$(cpu_ms "$@")
    local result
    result=$(load "$connections" "$seconds" "$target")
    after=$(cpu_ms "$@")
    for pid in "$@"; do
        memory+="${memory:+ + }$(rss_mb "$pid")"
    done
    awk -v name="$name" -v connections="$connections" -v cpu=$((after - before)) \
        -v memory="$memory" '{
            gsub(/,|\/s/, "")
            printf "| %s | %d | %s | %s | %s | %s | %.2f | %s | %s |\n", name, connections, $4,
                $6, $9, $12, $2 ? cpu / $2 : 0, memory, $NF
        }' <<< "$result"
}

build() {
    ${BENCH_MAVEN:-mvn} -q process-classes dependency:build-classpath@runtime-classpath
    rm -rf "$folder"
    mkdir -p "$folder"
}
