package dev.baton.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.RecordedStatements;
import dev.baton.RecordedStatements.Recorded;
import dev.baton.TestPeople;
import dev.baton.ledger.LedgerFixture;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What pages and lists ask of the database: by index, and in as many statements for many rows as
 * for one.
 */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ListQueryTests {

    /** Tables that may be read as a whole, and why. */
    private static final Map<String, String> WHOLE =
            Map.of("signing_key", "a few rows of the whole installation");

    /** The same for pages of operators. */
    private static final Map<String, String> WHOLE_FOR_OPERATORS =
            Map.of(
                    "account", "is searched for any part of a name or an address",
                    "tenant", "is searched for any part of a name, and asked for its currencies",
                    "exchange_rate", "is shown as a whole");

    @Autowired MockMvcTester mvc;
    @Autowired ListableBeanFactory beans;
    @Autowired Possessions possessions;
    @Autowired LedgerFixture ledger;
    @Autowired JdbcTemplate jdbc;

    private Possessions.Owner owner;
    private ConsoleBrowser browser;
    private String narrowed = "";
    private List<Route> routes = List.of();

    @BeforeEach
    void signIn() {
        owner = possessions.owner(mvc);
        signIn(route -> !IdKinds.isForOperators(route));
    }

    /** Whose lists grow with every other test, and show only what this one adds. */
    private void becomeAnOperator() {
        owner = possessions.operator(mvc, owner);
        narrowed = "?q=" + TestPeople.unique();
        signIn(IdKinds::isForOperators);
    }

    private void signIn(Predicate<Route> open) {
        browser = new ConsoleBrowser(mvc);
        assertThat(browser.signIn(owner.person().email(), TestPeople.PASSWORD)).hasStatus(303);
        routes =
                Routes.of(beans).stream()
                        .filter(Route::isOurs)
                        .filter(route -> route.method() == HttpMethod.GET)
                        .filter(open)
                        .filter(route -> !route.pattern().startsWith("/styleguide"))
                        .filter(route -> !route.pattern().startsWith("/invitations/"))
                        .filter(route -> !route.pattern().startsWith("/password-resets/"))
                        .toList();
    }

    @Test
    void readsEveryTableByAnIndex() {
        assertThat(readsOfWholeTables(WHOLE.keySet())).isEmpty();
    }

    @Test
    void readsEveryTableByAnIndexForOperatorsToo() {
        becomeAnOperator();
        var allowed = new HashSet<>(WHOLE.keySet());
        allowed.addAll(WHOLE_FOR_OPERATORS.keySet());

        assertThat(routes).hasSizeGreaterThan(10);
        assertThat(readsOfWholeTables(allowed)).isEmpty();
    }

    private List<String> readsOfWholeTables(Set<String> allowed) {
        var wrong = new ArrayList<String>();

        for (var route : routes) {
            for (var statement : statements(route)) {
                for (var access : statement.plan()) {
                    if (isWhole(access) && !isOneOf(allowed, access, statement)) {
                        wrong.add(route + ": " + access + " of " + statement.sql());
                    }
                }
            }
        }

        return wrong;
    }

    /** Found in the order of the list, so that a rare one costs no look at all the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {"agent", "key", "account", "prompt", "model", "status", "agent_and_status"})
    void findsUsageByAnIndexOfItsFilter(String filter) {
        var usages =
                LedgerFixture.random(
                        owner.tenant(), Instant.now(), Duration.ofHours(5), 300, new Random(1));
        ledger.record(usages);
        jdbc.execute("ANALYZE TABLE usage_record");
        var agent = usages.getFirst().call().agent();
        var wanted =
                switch (filter) {
                    case "agent" -> "agent=" + agent;
                    case "agent_and_status" -> "agent=" + agent + "&status=failed";
                    case "model" -> "model=demo";
                    case "status" -> "status=failed";
                    default -> filter + "=" + Ids.next();
                };

        var statements =
                RecordedStatements.during(
                        () -> browser.open("/usage?range=24h&" + wanted));

        assertThat(statements)
                .filteredOn(statement -> statement.sql().contains("first_byte_us"))
                .singleElement()
                .satisfies(
                        statement ->
                                assertThat(statement.plan())
                                        .extracting(RecordedStatements.Access::key)
                                        .containsExactly("usage_by_" + filter));
    }

    @Test
    void asksAsOftenForManyRowsAsForOne() {
        var forOne = counts();

        possessions.more(mvc, owner, 5);

        assertNoMoreThan(forOne);
    }

    @Test
    void asksAsOftenForManyTenantsAndAccountsAsForOne() {
        becomeAnOperator();
        var word = narrowed.substring("?q=".length());
        possessions.moreForOperators(word, 1);
        var forOne = counts();

        possessions.moreForOperators(word, 5);

        assertNoMoreThan(forOne);
    }

    /** One that asks more is looked at again: what is kept for seconds may have been due just then. */
    private void assertNoMoreThan(Map<Route, Integer> forOne) {
        var forMany = counts();
        for (var look = 0; look < 3; look++) {
            forMany.replaceAll(
                    (route, count) -> count <= forOne.get(route) ? count : count(route));
        }
        assertThat(forMany)
                .allSatisfy(
                        (route, count) ->
                                assertThat(count)
                                        .as(route + " " + route.accept())
                                        .isLessThanOrEqualTo(forOne.get(route)));
    }

    private static boolean isWhole(RecordedStatements.Access access) {
        return (access.type().equals("ALL") || access.type().equals("index"))
                && !access.table().startsWith("<");
    }

    /** A plan knows a table by the name that the statement gives it. */
    private static boolean isOneOf(
            Set<String> tables, RecordedStatements.Access access, Recorded statement) {
        var sql = statement.sql().toLowerCase(Locale.ROOT);
        return tables.contains(access.table())
                || tables.stream()
                        .anyMatch(table -> sql.contains("from " + table + " " + access.table()));
    }

    private Map<Route, Integer> counts() {
        var counts = new LinkedHashMap<Route, Integer>();
        routes.forEach(route -> counts.put(route, count(route)));
        return counts;
    }

    private int count(Route route) {
        // The first time fills caches; now and then a request also notes that it was there.
        statements(route);
        return Math.min(statements(route).size(), statements(route).size());
    }

    private List<Recorded> statements(Route route) {
        return RecordedStatements.during(() -> open(route));
    }

    private void open(Route route) {
        var path = route.path(variable -> owner.id(IdKinds.of(route, variable))) + narrowed;
        if (route.isApi()) {
            assertThat(
                            mvc.get()
                                    .uri(path)
                                    .header("Authorization", "Bearer " + owner.key())
                                    .asyncExchange())
                    .as(route.toString())
                    .hasStatusOk();
        } else {
            var page = browser.ask(HttpMethod.GET, path, route.headers(), Map.of());
            assertThat(page.getResponse().getStatus()).as(route.toString()).isNotIn(403, 404, 500);
        }
    }
}
