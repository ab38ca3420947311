package dev.baton;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.springframework.jdbc.core.JdbcTemplate;

/** How the database means to run a statement; MySQL tells it as a tree, MariaDB as a table. */
public final class Explained extends AbstractAssert<Explained, String> {

    private Explained(String plan) {
        super(plan, Explained.class);
    }

    public static Explained by(JdbcTemplate jdbc, String sql) {
        return new Explained(plan(jdbc.queryForList("EXPLAIN " + sql)));
    }

    public Explained uses(String index) {
        // MySQL's tree says "using <index>", MariaDB's table has a column.
        Assertions.assertThat(actual).containsAnyOf("using " + index, "key=" + index + ";");
        return this;
    }

    public Explained sortsNothing() {
        Assertions.assertThat(actual)
                .doesNotContain("Sort", "filesort", "temporary", "Table scan", "type=ALL");
        return this;
    }

    /** One step in the index for each group instead of one for each row. */
    public Explained skipsToEachGroup() {
        Assertions.assertThat(actual).containsAnyOf("skip scan for grouping", "for group-by");
        return this;
    }

    private static String plan(List<Map<String, Object>> rows) {
        return rows.stream()
                .flatMap(row -> row.entrySet().stream())
                .map(column -> column.getKey() + "=" + column.getValue() + ";")
                .collect(Collectors.joining(" "));
    }
}
