package dev.baton;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables as they are after all migrations, for people to read; the same on every database. */
final class SchemaDocument {

    private static final String HEAD =
            """
            -- The tables after all migrations, for reading; the truth is src/main/resources/db/migration.
            -- Written by SchemaDocumentTests. Defaults, collations and partitions are left out.
            """;

    private final JdbcTemplate jdbc;

    SchemaDocument(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    String text() {
        var lines = new TreeMap<String, List<String>>();
        columns().forEach((table, columns) -> lines.put(table, new ArrayList<>(columns)));
        keys().forEach((table, keys) -> lines.get(table).addAll(keys));
        references().forEach((table, keys) -> lines.get(table).addAll(keys));
        return lines.entrySet().stream()
                .map(
                        table ->
                                "\nCREATE TABLE %s (\n    %s\n);\n"
                                        .formatted(
                                                table.getKey(),
                                                String.join(",\n    ", table.getValue())))
                .collect(Collectors.joining("", HEAD, ""));
    }

    private Map<String, List<String>> columns() {
        return grouped(
                """
                SELECT c.table_name AS t, c.column_name AS n, c.column_type AS y,
                       c.is_nullable AS u, c.extra AS e
                FROM information_schema.columns c
                JOIN information_schema.tables t
                    ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
                    AND c.table_name <> 'flyway_schema_history'
                ORDER BY c.table_name, c.ordinal_position
                """,
                row ->
                        "%s %s%s%s"
                                .formatted(
                                        row.get("n"),
                                        type(text(row.get("y"))),
                                        "NO".equals(row.get("u")) ? " NOT NULL" : "",
                                        text(row.get("e")).contains("auto_increment")
                                                ? " AUTO_INCREMENT"
                                                : ""));
    }

    private Map<String, List<String>> keys() {
        return grouped(
                """
                SELECT table_name AS t, index_name AS n, MAX(non_unique) AS u,
                       GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ') AS c
                FROM information_schema.statistics
                WHERE table_schema = DATABASE() AND table_name <> 'flyway_schema_history'
                GROUP BY table_name, index_name
                ORDER BY table_name, CASE WHEN index_name = 'PRIMARY' THEN 0 ELSE 1 END, index_name
                """,
                row -> {
                    var name = text(row.get("n"));
                    var kind = "0".equals(text(row.get("u"))) ? "UNIQUE " : "KEY ";
                    return (name.equals("PRIMARY") ? "PRIMARY KEY" : kind + name)
                            + " ("
                            + row.get("c")
                            + ")";
                });
    }

    private Map<String, List<String>> references() {
        return grouped(
                """
                SELECT table_name AS t, constraint_name AS n,
                       MAX(referenced_table_name) AS r,
                       GROUP_CONCAT(column_name ORDER BY ordinal_position SEPARATOR ', ') AS c,
                       GROUP_CONCAT(referenced_column_name ORDER BY ordinal_position
                                    SEPARATOR ', ') AS d
                FROM information_schema.key_column_usage
                WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
                GROUP BY table_name, constraint_name ORDER BY table_name, constraint_name
                """,
                row ->
                        "FOREIGN KEY %s (%s) REFERENCES %s (%s)"
                                .formatted(row.get("n"), row.get("c"), row.get("r"), row.get("d")));
    }

    private Map<String, List<String>> grouped(
            String sql, java.util.function.Function<Map<String, Object>, String> line) {
        return jdbc.queryForList(sql).stream()
                .collect(
                        Collectors.groupingBy(
                                row -> text(row.get("t")),
                                TreeMap::new,
                                Collectors.mapping(line, Collectors.toList())));
    }

    /** MariaDB still tells how wide a number is shown, MySQL only for booleans. */
    private static String type(String type) {
        return type.equals("tinyint(1)")
                ? "boolean"
                : type.replaceAll("^(tiny|small|big|)int\\(\\d+\\)", "$1int");
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes) : String.valueOf(value);
    }
}
