package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Finds the runs that a filter leaves, newest first. One of its conditions leads, by an index in
 * the order of the list; the others are tested run by run, on so many at a time: a page may end
 * before it is full, and goes on after the last one that was tested.
 */
@Repository
class RunSearch {

    /** Runs that are tested for one page. */
    static final int TESTED = 10_000;

    /** Those whose codes are offered to look for. */
    private static final int FAILED = 500;

    private static final UUID NEWEST = new UUID(-1L, -1L);
    private static final String RUN = "run";

    /** By a table that says something of runs. */
    private static final String BESIDE =
            """
            SELECT run.* FROM %1$s FORCE INDEX (%2$s)
            STRAIGHT_JOIN run FORCE INDEX (PRIMARY)
                ON run.tenant_id = %1$s.tenant_id AND run.id = %1$s.run_id
            WHERE %1$s.tenant_id = ? AND %1$s.run_id < ?%3$s
            ORDER BY %1$s.run_id DESC LIMIT ?
            """;

    private static final String LAST_BESIDE =
            """
            SELECT run_id AS id FROM %1$s FORCE INDEX (%2$s)
            WHERE tenant_id = ? AND run_id < ?%3$s ORDER BY run_id DESC LIMIT 1 OFFSET ?
            """;

    private static final String OWN =
            """
            SELECT * FROM %1$s FORCE INDEX (%2$s)
            WHERE tenant_id = ? AND id < ?%3$s ORDER BY id DESC LIMIT ?
            """;

    private static final String LAST_OWN =
            """
            SELECT id FROM %1$s FORCE INDEX (%2$s)
            WHERE tenant_id = ? AND id < ?%3$s ORDER BY id DESC LIMIT 1 OFFSET ?
            """;

    /** A count, and not whether there is one: that could be joined the other way round. */
    private static final String ASKED =
            """
            (SELECT COUNT(*) FROM run_agent
                WHERE run_agent.tenant_id = run.tenant_id AND run_agent.run_id = run.id
                    AND run_agent.agent_id = ?) > 0
            """;

    private static final String RATED =
            """
            (SELECT COUNT(*) FROM run_feedback
                WHERE run_feedback.tenant_id = run.tenant_id AND run_feedback.run_id = run.id
                    AND run_feedback.rating = ?) > 0
            """;

    /** Of several who think the same of a run, one: else it would be listed for each. */
    private static final String FIRST_RATED =
            """
            run_feedback.rater_id =
                (SELECT MIN(same.rater_id) FROM run_feedback AS same
                 WHERE same.tenant_id = run_feedback.tenant_id
                     AND same.rating = run_feedback.rating AND same.run_id = run_feedback.run_id)
            """;

    private final JdbcTemplate jdbc;
    private final Runs runs;
    private final JournalTexts texts;
    private final Clock clock;

    RunSearch(JdbcTemplate jdbc, Runs runs, JournalTexts texts, Clock clock) {
        this.jdbc = jdbc;
        this.runs = runs;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * @param after id of the last of the page before; null for the first page
     * @throws InputsSealed where words of inputs are looked for that cannot be read
     */
    Page<Run> page(TenantId tenant, RunFilter filter, @Nullable UUID after, int limit) {
        if (filter.input() != null && texts.areSealed(tenant)) {
            throw new InputsSealed();
        }
        var before = Runs.earlier(after == null ? NEWEST : after, filter.to());
        var lead = Lead.of(filter);
        var tests = tests(filter, lead);
        var last = tests.isEmpty() ? null : lastTested(tenant, filter, lead, before);
        var range = range(filter, lead, last);
        var arguments = arguments(tenant, before, range, tests);
        arguments.add(limit + 1);
        var found =
                jdbc.query(
                        statement(lead, BESIDE, OWN, range.text() + tests.text()),
                        (row, _) -> runs.read(tenant, row),
                        arguments.toArray());
        return found.size() <= limit && last != null
                ? new Page<>(found, last.toString())
                : Page.of(found, limit, run -> run.id().toString());
    }

    /** Codes of the runs that failed last, by name. */
    List<String> errors(TenantId tenant) {
        return jdbc.queryForList(
                """
                SELECT DISTINCT error_code FROM
                    (SELECT error_code FROM run FORCE INDEX (run_by_status)
                     WHERE tenant_id = ? AND status = 'FAILED' AND error_code IS NOT NULL
                     ORDER BY id DESC LIMIT ?) AS latest
                ORDER BY error_code
                """,
                String.class,
                Ids.bytes(tenant.value()),
                FAILED);
    }

    /** The last that one page may come to; null where the list ends before. */
    private @Nullable UUID lastTested(TenantId tenant, RunFilter filter, Lead lead, UUID before) {
        var range = range(filter, lead, null);
        var arguments = arguments(tenant, before, range, new Conditions());
        arguments.add(TESTED - 1);
        return jdbc
                .query(
                        statement(lead, LAST_BESIDE, LAST_OWN, range.text()),
                        (row, _) -> Ids.fromBytes(row.getBytes("id")),
                        arguments.toArray())
                .stream()
                .findFirst()
                .orElse(null);
    }

    private static String statement(Lead lead, String beside, String own, String conditions) {
        return (lead.isBeside() ? beside : own).formatted(lead.table, lead.index, conditions);
    }

    private static List<Object> arguments(
            TenantId tenant, UUID before, Conditions range, Conditions tests) {
        var arguments = new ArrayList<Object>();
        arguments.add(Ids.bytes(tenant.value()));
        arguments.add(Ids.bytes(before));
        arguments.addAll(range.arguments);
        arguments.addAll(tests.arguments);
        return arguments;
    }

    /** Which part of the index is read. */
    private static Conditions range(RunFilter filter, Lead lead, @Nullable UUID last) {
        var range = new Conditions();
        lead.add(filter, range);
        var id = lead.table + (lead.isBeside() ? ".run_id" : ".id");
        if (filter.from() != null) {
            range.add(id + " >= ?", Ids.bytes(Ids.firstOf(filter.from())));
        }
        if (last != null) {
            range.add(id + " >= ?", Ids.bytes(last));
        }
        return range;
    }

    /** What is looked at of each run of that part. */
    private Conditions tests(RunFilter filter, Lead lead) {
        var tests = new Conditions();
        for (var other : Lead.values()) {
            if (other != lead) {
                other.test(filter, tests);
            }
        }
        if (lead == Lead.RATING) {
            tests.add(FIRST_RATED);
        }
        if (filter.leastCost() != null) {
            tests.add("run.cost_nanos >= ?", filter.leastCost());
        }
        if (filter.leastDuration() != null) {
            tests.add(
                    "TIMESTAMPDIFF(MICROSECOND, run.started_at, COALESCE(run.ended_at, ?)) >= ?",
                    Utc.of(clock.instant()),
                    micros(filter.leastDuration()));
        }
        if (filter.input() != null) {
            for (var pattern : InputWords.patterns(filter.input())) {
                tests.add("run.input_words LIKE ?", pattern);
            }
        }
        return tests;
    }

    private static long micros(Duration duration) {
        return Math.ceilDiv(duration.toNanos(), 1_000L);
    }

    /** Conditions that an index leads to, the narrowest first. */
    private enum Lead {
        ID("PRIMARY"),
        CORRELATION("run_by_correlation"),
        PARENT("run_by_parent"),
        RATING("run_feedback", "run_feedback_by_rating"),
        AGENT("run_agent", "PRIMARY"),
        WORKFLOW("run_by_workflow"),
        ERROR("run_by_error"),
        ASKING("run_by_asking"),
        STATUS("run_by_status"),
        TIME("PRIMARY");

        private final String table;
        private final String index;

        Lead(String index) {
            this(RUN, index);
        }

        Lead(String table, String index) {
            this.table = table;
            this.index = index;
        }

        /** Whether it is said of runs by another table. */
        boolean isBeside() {
            return !table.equals(RUN);
        }

        static Lead of(RunFilter filter) {
            for (var lead : values()) {
                if (lead.isIn(filter)) {
                    return lead;
                }
            }
            return TIME;
        }

        private boolean isIn(RunFilter filter) {
            var conditions = new Conditions();
            add(filter, conditions);
            return !conditions.isEmpty();
        }

        /** What is asked of the part of the index that is read. */
        void add(RunFilter filter, Conditions to) {
            switch (this) {
                case ID -> to.addId("run.id = ?", filter.id());
                case CORRELATION -> to.add("run.correlation = ?", filter.correlation());
                case PARENT -> to.addId("run.parent_id = ?", filter.parent());
                case RATING -> to.add("run_feedback.rating = ?", rating(filter));
                case AGENT -> to.addId("run_agent.agent_id = ?", filter.agent());
                case WORKFLOW -> to.addId("run.workflow_id = ?", filter.workflow());
                case ERROR -> to.add("run.error_code = ?", filter.error());
                case ASKING -> to.add("run.asks = ?", filter.asking());
                case STATUS ->
                        to.add(
                                "run.status = ?",
                                filter.status() == null ? null : filter.status().name());
                case TIME -> {}
            }
        }

        /** The same, asked of a run that something else leads to. */
        void test(RunFilter filter, Conditions to) {
            switch (this) {
                case RATING -> to.add(RATED, rating(filter));
                case AGENT -> to.addId(ASKED, filter.agent());
                default -> add(filter, to);
            }
        }

        private static @Nullable String rating(RunFilter filter) {
            return filter.rating() == null ? null : filter.rating().name();
        }
    }

    /** A part of a condition, and what it is asked with. */
    private static final class Conditions {

        private final StringBuilder text = new StringBuilder();
        private final List<Object> arguments = new ArrayList<>();

        void add(String condition) {
            text.append(" AND ").append(condition);
        }

        void add(String condition, @Nullable Object argument) {
            if (argument != null) {
                add(condition);
                arguments.add(argument);
            }
        }

        void add(String condition, Object first, Object second) {
            add(condition, first);
            arguments.add(second);
        }

        void addId(String condition, @Nullable UUID id) {
            add(condition, id == null ? null : Ids.bytes(id));
        }

        boolean isEmpty() {
            return text.isEmpty();
        }

        String text() {
            return text.toString();
        }
    }
}
