package dev.baton.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ConsoleBrowser;
import dev.baton.CsvFile;
import dev.baton.RecordedStatements;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.ledger.LedgerFixture;
import dev.baton.ledger.UsageStatus;
import dev.baton.model.TokenUsage;
import dev.baton.platform.Ids;
import dev.baton.platform.web.ListExport;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptMessage;
import dev.baton.prompt.PromptName;
import dev.baton.prompt.PromptRole;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a list's filters and order leave, on the screen and as CSV. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ListExportTests {

    @Autowired MockMvcTester mvc;
    @Autowired Possessions possessions;
    @Autowired TestPeople people;
    @Autowired TenantDirectory tenants;
    @Autowired ApiKeys keys;
    @Autowired PromptLibrary prompts;
    @Autowired LedgerFixture ledger;

    private Possessions.Owner owner;
    private ConsoleBrowser browser;

    @BeforeEach
    void signIn() {
        owner = possessions.owner(mvc);
        browser = new ConsoleBrowser(mvc);
        browser.signIn(owner.person().email(), TestPeople.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "agents, name, '', 4",
        "agents, name, ?sort=-name, 4",
        "agents, name, ?q=no-such-agent, 0",
        "agents, name, ?kind=echo&status=active, 4",
        "keys, name, '', 4",
        "keys, name, ?sort=name&state=active, 4",
        "keys, name, ?state=revoked, 0",
        "keys, name, ?attention=unused, 0",
        "keys, name, ?attention=ending, 0",
        "keys, name, ?creator=nobody@example.org, 0",
        "users, name, ?sort=email, 6",
        "users, name, ?role=TENANT_OWNER, 1",
        "webhooks, url, '', 4",
        "webhooks, url, ?sort=-url&q=hook, 3",
        "webhooks, url, ?state=paused, 0",
        "webhooks, url, ?q=elsewhere, 0",
        "prompts, name, '', 4",
        "prompts, name, ?q=agent-&sort=-name, 4",
        "providers, name, ?q=no-such-name, 0",
        "messages, created_at, '', 4",
        "messages, created_at, ?status=completed&range=1h, 4",
        "messages, created_at, ?status=failed, 0",
        "messages, created_at, ?agent=00000000-0000-7000-8000-000000000001, 0",
        "messages, created_at, ?from=2026-01-01&to=2026-01-02, 0",
        "workflows, name, '', 4",
        "workflows, name, ?sort=-changed, 4",
        "workflows, name, ?q=no-such-workflow, 0",
        "workflows, name, ?state=archived, 0",
        "runs, title, '', 6",
        "runs, title, ?status=waiting&range=1h, 4",
        "runs, title, ?status=failed, 0",
        "runs, title, ?q=no-such-request, 0",
        "runs, title, ?from=2026-01-01&to=2026-01-02, 0"
    })
    void holdsWhatTheScreenShows(String list, String column, String query, int rows) {
        possessions.more(mvc, owner, 3);

        var page = browser.open("/" + list + query);
        var screen = ScreenTable.of(page);
        var csv = CsvFile.of(browser.open("/" + list + ".csv" + query));

        assertThat(csv.rows()).hasSize(rows);
        assertThat(csv.column(column)).isEqualTo(screen.column(""));
        if (rows > 0) {
            assertThat(page)
                    .bodyText()
                    .contains("href=\"/" + list + ".csv" + query.replace("&", "&amp;") + "\"")
                    .contains("bom=true\"");
        } else {
            assertThat(page).bodyText().contains("Nothing matches");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/agents",
                "/keys",
                "/users",
                "/webhooks",
                "/messages",
                "/runs",
                "/prompts",
                "/providers",
                "/usage",
                "/workflows",
                "/messages/given-up"
            })
    void saysTheSameAsJson(String list) {
        var csv = CsvFile.of(browser.open(list + ".csv"));
        var answer = browser.open(list + ".json");

        assertThat(answer).hasStatusOk().hasContentTypeCompatibleWith("application/json");
        var rows = new JsonMapper().readTree(ConsoleBrowser.body(answer));
        assertThat(rows).hasSize(csv.rows().size());
        for (var at = 0; at < rows.size(); at++) {
            var row = rows.get(at);
            csv.rows()
                    .get(at)
                    .forEach(
                            (name, text) ->
                                    assertThat(text(row.get(name))).as(name).isEqualTo(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/agents, 'name,status', 'name,status', capabilities",
        "/keys, 'name,expires', 'name,expires_at', scopes",
        "/users, 'name,role', 'name,role', last_seen_at",
        "/messages, 'asked,cost', 'created_at,cost,currency', latency_ms",
        "/runs, 'name,cost', 'title,cost,currency', duration_ms",
        "/workflows, 'name,cost', 'name,cost_average,currency', runs_7d",
        "/usage, 'when,model', 'ended_at,model', cost"
    })
    void holdsTheColumnsThatTheScreenShows(String list, String shown, String names, String hidden) {
        var query = "?columns=" + shown;
        var csv = CsvFile.of(browser.open(list + ".csv" + query));

        assertThat(csv.columns()).contains(names.split(",")).doesNotContain(hidden);
        assertThat(browser.open(list + query))
                .bodyText()
                .contains(" hides-")
                .contains("name=\"columns\" value=\"" + shown + "\"");
        assertThat(browser.open(list)).bodyText().doesNotContain(" hides-");
    }

    @Test
    void tellsHowMuchKeysAndPromptsAreUsed() {
        possessions.more(mvc, owner, 1);
        var version =
                prompts.create(new PromptName("Counted", ""), greeting(), owner.person().actor())
                        .id()
                        .value();
        var call = LedgerFixture.call(owner.tenant(), Ids.next(), null, null, version, "demo");
        ledger.record(
                List.of(
                        LedgerFixture.usage(
                                call,
                                Instant.now().minus(Duration.ofDays(3)),
                                new TokenUsage(1, 0, 1, false),
                                1,
                                1,
                                UsageStatus.COMPLETED)));

        var used = CsvFile.of(browser.open("/keys.csv?sort=name"));
        assertThat(used.rows().getFirst())
                .containsEntry("key_id", owner.id("key"))
                .containsEntry("calls_24h", "2");
        assertThat(used.rows().getLast()).containsEntry("calls_24h", "0");
        assertThat(ScreenTable.of(browser.open("/keys?sort=name")).column("Calls, 24 h"))
                .containsExactly("2", "0");
        assertThat(ScreenTable.of(browser.open("/prompts?q=Counted")).column("Own calls, 7 d"))
                .containsExactly("1");
        assertThat(ScreenTable.of(browser.open("/prompts?q=Counted")).column("Used by agents"))
                .containsExactly("0");
    }

    @Test
    void sumsUpCallsOnceHoweverManyPagesAFileHas() {
        var actor = owner.person().actor();
        for (var one = 0; one < ListExport.PAGE; one++) {
            var name = "One of many " + one;
            keys.issue(
                    owner.tenant(),
                    new NewKey(name, Set.of(Permission.KEYS_READ.wire()), null, null),
                    actor);
            prompts.create(new PromptName(name, ""), greeting(), actor);
        }

        for (var list : List.of("/keys", "/prompts")) {
            assertThat(CsvFile.of(browser.open(list + ".csv")).rows())
                    .as(list)
                    .hasSize(ListExport.PAGE + 1);
            assertThat(sumsUpCalls(list + ".csv")).as(list).isOne();
            assertThat(sumsUpCalls(list + "?q=of-no-such-name")).as(list).isZero();
        }
    }

    private long sumsUpCalls(String path) {
        return RecordedStatements.during(() -> assertThat(browser.open(path)).hasStatusOk())
                .stream()
                .filter(statement -> statement.sql().contains("FROM usage_rollup"))
                .count();
    }

    private static PromptDraft greeting() {
        return new PromptDraft(
                PromptContent.chat(
                        List.of(new PromptMessage(PromptRole.SYSTEM, "Be kind.")), List.of()),
                "");
    }

    @Test
    void holdsTheDeliveriesOfOneEndpoint() {
        var path = "/webhooks/" + owner.id("webhook");

        // What just happened is still on its way.
        await().untilAsserted(
                        () -> {
                            var screen = ScreenTable.of(browser.open(path));
                            var csv = CsvFile.of(browser.open(path + "/deliveries.csv"));
                            assertThat(csv.column("delivery_id")).contains(owner.id("delivery"));
                            assertThat(csv.column("event_type")).isEqualTo(screen.column(""));
                            assertThat(csv.column("created_at"))
                                    .isEqualTo(screen.column("Happened"));
                        });
        assertThat(CsvFile.of(browser.open(path + "/deliveries.csv?status=held")).rows()).isEmpty();
    }

    @Test
    void holdsTheTenantsForOperators() {
        var slug = tenants.get(owner.tenant()).slug();
        var operator = new ConsoleBrowser(mvc);
        operator.signIn(
                people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN).email(), TestPeople.PASSWORD);

        var csv = CsvFile.of(operator.open("/tenants.csv?q=" + slug));

        assertThat(csv.column("name"))
                .hasSize(1)
                .isEqualTo(ScreenTable.of(operator.open("/tenants?q=" + slug)).column(""));
        assertThat(csv.column("tenant_id")).containsExactly(owner.id("tenant"));
        assertThat(csv.column("users")).containsExactly("3");
        assertThat(csv.column("requests_per_minute")).containsExactly("1000000");
        assertThat(csv.column("agents")).containsExactly("1");
        assertThat(csv.column("calls_24h")).containsExactly("1");
        assertThat(csv.column("spent_this_month")).containsExactly("0.01");
        assertThat(browser.open("/tenants.csv")).hasStatus(403);
    }

    @Test
    void showsNobodyElsesRows() {
        var stranger = new ConsoleBrowser(mvc);
        stranger.signIn(
                people.person(people.tenant().id(), Role.TENANT_OWNER).email(),
                TestPeople.PASSWORD);

        for (var list : List.of("agents", "keys", "webhooks", "messages")) {
            assertThat(ConsoleBrowser.body(stranger.open("/" + list + ".csv")))
                    .as(list)
                    .doesNotContain(owner.id("agent name"), owner.id("key"), owner.id("webhook"));
        }
        assertThat(stranger.open("/webhooks/" + owner.id("webhook") + "/deliveries.csv"))
                .hasStatus(404);
    }

    @Test
    void disarmsNamesThatASpreadsheetWouldCalculate() {
        keys.issue(
                owner.tenant(),
                new NewKey("=1+1, \"so\"", Set.of(Permission.KEYS_READ.wire()), null, null),
                owner.person().actor());

        assertThat(CsvFile.of(browser.open("/keys.csv")).column("name")).contains("'=1+1, \"so\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/messages?status=failed",
                "/messages?status=completed&range=7d",
                "/messages?range=24h",
                "/messages?from=2026-01-01&to=2026-12-31",
                "/webhooks?q=hook&state=active&sort=-last",
                "/providers?q=demo&kind=demo",
                "/providers?sort=-tested",
                "/providers?sort=name",
                "/keys?sort=used",
                "/keys?sort=-name",
                "/keys?sort=expires",
                "/users?sort=-seen",
                "/users?sort=email",
                "/prompts?sort=-changed",
                "/prompts?q=greet&sort=-name"
            })
    void asksTheDatabaseByAnIndex(String path) {
        var statements =
                RecordedStatements.during(() -> assertThat(browser.open(path)).hasStatusOk());

        assertThat(statements)
                .flatExtracting(RecordedStatements.Recorded::plan)
                .isNotEmpty()
                .noneMatch(
                        access ->
                                Set.of("ALL", "index").contains(access.type())
                                        && !access.table().startsWith("<"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', PRIMARY",
        "?range=24h, PRIMARY",
        "?status=failed, message_by_status",
        "?agent=00000000-0000-7000-8000-000000000001&status=failed, message_by_agent_and_status"
    })
    void findsMessagesInTheOrderOfTheList(String query, String index) {
        var statements = RecordedStatements.during(() -> browser.open("/messages" + query));

        assertThat(statements)
                .filteredOn(statement -> statement.sql().contains("FROM message "))
                .singleElement()
                .satisfies(
                        statement ->
                                assertThat(statement.plan())
                                        .extracting(RecordedStatements.Access::key)
                                        .containsExactly(index));
    }

    /** As a cell of CSV has it. */
    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isArray()
                ? String.join(" ", value.valueStream().map(JsonNode::asString).toList())
                : value.asString();
    }
}
