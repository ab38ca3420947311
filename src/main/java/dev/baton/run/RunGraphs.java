package dev.baton.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.Ids;
import dev.baton.platform.Sha256;
import dev.baton.platform.cache.Caches;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.run.engine.GraphIndex;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.GraphReader;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/**
 * The graphs that runs execute, each kept once under its hash, from before the first run with it
 * until the last is forgotten.
 */
@Component
class RunGraphs {

    private static final int REMEMBERED = 10_000;

    /** Letters of the graphs that are kept read; in memory each takes some times as much. */
    private static final long MOST_LETTERS = 4_000_000;

    private static final int MARGIN_DAYS = 2;

    /**
     * A graph that is checked and kept.
     *
     * @param hash SHA-256 of its canonical JSON, hex
     */
    record Kept(String hash, GraphIndex index) {}

    private record Read(GraphIndex index, int letters) {}

    /**
     * @param isChecked as one that somebody draws, which finds more
     */
    private record Known(String hash, boolean isChecked) {}

    private record Use(TenantId tenant, String hash, LocalDate day) {}

    private final JdbcTemplate jdbc;
    private final JournalTexts texts;
    private final RetryingTransactions transactions;
    private final Clock clock;

    /** By their hash: reading one takes longer than executing it. */
    private final Cache<String, Read> read;

    /** What is known of a graph by the hash of its text as it came. */
    private final Cache<String, Known> hashes;

    /** That a graph is used is written down once a day. */
    private final Cache<Use, Boolean> used;

    RunGraphs(
            JdbcTemplate jdbc,
            JournalTexts texts,
            RetryingTransactions transactions,
            Caches caches,
            Clock clock) {
        this.jdbc = jdbc;
        this.texts = texts;
        this.transactions = transactions;
        this.clock = clock;
        this.read =
                caches.make(
                        "run-graphs",
                        Caffeine.newBuilder()
                                .maximumWeight(MOST_LETTERS)
                                .weigher((String _, Read one) -> one.letters()));
        this.hashes =
                caches.make("run-graph-hashes", Caffeine.newBuilder().maximumSize(REMEMBERED));
        this.used = caches.make("run-graph-uses", Caffeine.newBuilder().maximumSize(REMEMBERED));
    }

    /**
     * Of a graph that somebody brings: nothing that could not be published. What was published or
     * begun before that was looked for goes on all the same.
     *
     * @throws dev.baton.workflow.GraphRefused with all that is wrong with it
     */
    void check(String json) {
        read(json, true);
    }

    /**
     * Durably there when this returns.
     *
     * @throws dev.baton.workflow.GraphRefused when it cannot be run, with all that is wrong with it
     */
    Kept keep(TenantId tenant, String json) {
        var kept = read(json, false);
        var use =
                new Use(tenant, kept.hash(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        if (used.getIfPresent(use) == null) {
            write(use, json);
            used.put(use, true);
        }
        return kept;
    }

    private Kept read(String json, boolean checks) {
        var text = Sha256.hex(json);
        var before = hashes.getIfPresent(text);
        if (before != null && (before.isChecked() || !checks)) {
            var known = read.getIfPresent(before.hash());
            if (known != null) {
                return new Kept(before.hash(), known.index());
            }
        }
        var reading = checks ? GraphReader.check(json) : GraphReader.read(json);
        var index = new GraphIndex(reading.orRefuse());
        hashes.put(text, new Known(reading.hash(), checks));
        read.put(reading.hash(), new Read(index, json.length()));
        return new Kept(reading.hash(), index);
    }

    private void write(Use use, String json) {
        transactions.run(
                () ->
                        jdbc.update(
                                """
                                INSERT INTO run_graph (tenant_id, hash, body, used_on)
                                VALUES (?, ?, ?, ?)
                                ON DUPLICATE KEY UPDATE body = VALUES(body), used_on = VALUES(used_on)
                                """,
                                Ids.bytes(use.tenant().value()),
                                HexFormat.of().parseHex(use.hash()),
                                texts.of(use.tenant()).graph(use.hash(), json),
                                use.day()));
    }

    /** One that a run of the tenant executes. */
    GraphIndex get(TenantId tenant, String hash) {
        var known = read.getIfPresent(hash);
        if (known != null) {
            return known.index();
        }
        var json = json(tenant, hash);
        var index = new GraphIndex(GraphReader.read(json).orRefuse());
        read.put(hash, new Read(index, json.length()));
        return index;
    }

    String json(TenantId tenant, String hash) {
        return jdbc
                .query(
                        "SELECT body FROM run_graph WHERE tenant_id = ? AND hash = ?",
                        (row, _) -> texts.graph(tenant, hash, row.getString("body")),
                        Ids.bytes(tenant.value()),
                        HexFormat.of().parseHex(hash))
                .stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no graph " + hash));
    }

    /** Forgets some that were used last before a day, and that no run is left of; how many. */
    int forget(TenantId tenant, LocalDate before, int most) {
        List<byte[]> old =
                jdbc.query(
                        """
                        SELECT hash FROM run_graph FORCE INDEX (run_graph_by_use)
                        WHERE tenant_id = ? AND used_on < ?
                          AND NOT EXISTS (SELECT 1 FROM run FORCE INDEX (run_by_graph)
                                          WHERE run.tenant_id = run_graph.tenant_id
                                            AND run.graph_hash = run_graph.hash)
                        ORDER BY used_on, hash LIMIT ?
                        """,
                        (row, _) -> row.getBytes("hash"),
                        Ids.bytes(tenant.value()),
                        before.minusDays(MARGIN_DAYS),
                        most);
        jdbc.batchUpdate(
                "DELETE FROM run_graph WHERE tenant_id = ? AND hash = ?",
                old.stream().map(hash -> new Object[] {Ids.bytes(tenant.value()), hash}).toList());
        return old.size();
    }
}
