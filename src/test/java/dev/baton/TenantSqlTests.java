package dev.baton;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.SourceTexts.Literal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A statement on a tenant's rows names the tenant. Those that rightly look across tenants stand in
 * {@code src/test/resources/statements-across-tenants.txt}, each with its reason.
 */
class TenantSqlTests {

    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");

    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
    private static final Pattern TENANT_COLUMN = Pattern.compile("(?m)^\\s*tenant_id\\b");
    private static final Pattern WHERE = Pattern.compile("\\bwhere\\b(.*)", CASE_INSENSITIVE);

    private final List<Literal> statements =
            SourceTexts.literals().stream().filter(onTenantRows()).toList();
    private final List<Exempt> exempt = exempt();

    /** A statement that may look across tenants, by how it begins. */
    private record Exempt(String type, String beginning) {

        boolean covers(Literal statement) {
            return statement.type().equals(type) && statement.text().startsWith(beginning);
        }
    }

    @Test
    void statementsOnTenantRowsNameTheTenant() {
        assertThat(statements)
                .filteredOn(statement -> !namesTheTenant(statement.text()))
                .filteredOn(statement -> exempt.stream().noneMatch(one -> one.covers(statement)))
                .isEmpty();
    }

    @Test
    void everyExemptionIsStillNeeded() {
        assertThat(exempt)
                .allMatch(
                        one ->
                                statements.stream()
                                        .filter(one::covers)
                                        .anyMatch(found -> !namesTheTenant(found.text())));
    }

    private static boolean namesTheTenant(String statement) {
        if (statement.regionMatches(true, 0, "insert", 0, 6)
                || statement.regionMatches(true, 0, "replace", 0, 7)) {
            return statement.contains("tenant_id");
        }
        var where = WHERE.matcher(statement);
        return where.find()
                && Pattern.compile("tenant_id|\\bid\\.tenant\\b")
                        .matcher(where.group(1))
                        .find();
    }

    private static Predicate<Literal> onTenantRows() {
        var pattern =
                Pattern.compile(
                        "\\b(?:from|join|update|into)\\s+(?:%s)\\b"
                                .formatted(tenantRows().collect(joining("|"))),
                        CASE_INSENSITIVE);
        return literal -> pattern.matcher(literal.text()).find();
    }

    /** Tables by their own names and by those of their aggregates: {@code prompt_version}, {@code PromptVersion}. */
    private static Stream<String> tenantRows() {
        var tables = tenantTables();
        assertThat(tables).contains("tenant", "api_key");
        return tables.stream()
                .flatMap(table -> Stream.of(table, table.replace("_", "")))
                .distinct();
    }

    private static Set<String> tenantTables() {
        try (var files = Files.list(MIGRATIONS)) {
            var tables = new TreeSet<String>();
            for (var file : files.toList()) {
                TABLE.matcher(Files.readString(file))
                        .results()
                        .filter(table -> TENANT_COLUMN.matcher(table.group(2)).find())
                        .forEach(table -> tables.add(table.group(1)));
            }
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Exempt> exempt() {
        try (var lines =
                Files.lines(Path.of("src/test/resources/statements-across-tenants.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.lastIndexOf(" -- ")).split(": ", 2))
                    .map(part -> new Exempt(part[0].strip(), part[1].strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
