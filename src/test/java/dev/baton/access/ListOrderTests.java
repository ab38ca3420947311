package dev.baton.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestPeople;
import dev.baton.agent.Agent;
import dev.baton.agent.AgentFilter;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.identity.AccountList;
import dev.baton.identity.Email;
import dev.baton.identity.MemberList;
import dev.baton.identity.Profile;
import dev.baton.identity.Team;
import dev.baton.identity.TenantList;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyFilter;
import dev.baton.identity.key.KeyView;
import dev.baton.identity.key.NewKey;
import dev.baton.model.ConnectionFilter;
import dev.baton.model.ConnectionLists;
import dev.baton.model.ConnectionRow;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptSummary;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowSummary;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Sorted lists, read in pages of two: each row once, and the other way round the same backwards.
 */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ListOrderTests {

    private static final int ALL = 10_000;
    private static final List<String> NAMES = List.of("b", "A", "c", "a", "d");

    @Autowired MockMvcTester mvc;
    @Autowired Possessions possessions;
    @Autowired TestPeople people;
    @Autowired JdbcTemplate jdbc;
    @Autowired AgentRegistry agents;
    @Autowired ApiKeys keys;
    @Autowired MemberList members;
    @Autowired TenantList tenants;
    @Autowired AccountList accounts;
    @Autowired Team team;
    @Autowired ConnectionLists connections;
    @Autowired PromptLibrary prompts;
    @Autowired WorkflowRegistry workflows;

    private Possessions.Owner owner;

    /** A page of a list. */
    private interface Lister<T> {
        Page<T> page(@Nullable String sort, @Nullable String after, int limit);
    }

    @BeforeEach
    void own() {
        owner = possessions.owner(mvc);
        possessions.more(mvc, owner, 4);
    }

    @Test
    void agents() {
        var by = owner.person().actor();
        Lister<AgentId> list =
                (sort, after, limit) ->
                        agents.list(AgentFilter.NONE, sort, after, limit, by).map(Agent::id);

        check(list, "name", "kind");
    }

    @Test
    void keys() {
        var tenant = people.tenant().id();
        var by = TestPeople.operator(tenant);
        for (var name : NAMES) {
            issue(tenant, name, by);
        }
        jdbc.update(
                """
                UPDATE api_key SET last_used_at = '2026-01-02 03:04:05.678901'
                WHERE tenant_id = ? AND name IN ('c', 'd')
                """,
                (Object) Ids.bytes(tenant.value()));
        Lister<KeyView> list =
                (sort, after, limit) -> keys.list(tenant, KeyFilter.NONE, sort, after, limit, by);

        check(list, "created", "name", "used", "expires");
        assertThat(walk(list, "name", ALL).stream().map(KeyView::name))
                .containsExactly("A", "a", "b", "c", "d");
        assertThat(walk(list, "-used", ALL).stream().map(KeyView::name).limit(2))
                .containsExactly("d", "c");
        assertThat(walk(list, "created", ALL).stream().map(KeyView::name))
                .containsExactly("b", "A", "c", "a", "d");
        assertThat(walk(list, "nonsense", 2)).isEqualTo(walk(list, "-created", 2));
    }

    @Test
    void members() {
        var by = owner.person().actor();
        Lister<MemberList.Member> list =
                (sort, after, limit) ->
                        members.page(owner.tenant(), "", null, sort, after, limit, by);

        check(list, "name", "email", "seen");
    }

    @Test
    void tenants() {
        var word = TestPeople.unique();
        for (var name : NAMES) {
            people.tenant(name + " " + word);
        }
        var by = TestPeople.operator(TenantId.PLATFORM);
        Lister<TenantList.Row> list =
                (sort, after, limit) -> tenants.page(word, null, sort, after, limit, by);

        check(list, "name", "created");
    }

    @Test
    void connections() {
        Lister<ConnectionRow> list =
                (sort, after, limit) ->
                        connections.list(owner.tenant(), ConnectionFilter.NONE, sort, after, limit);

        check(list, "created", "name", "tested");
    }

    @Test
    void accounts() {
        var word = TestPeople.unique();
        var by = TestPeople.operator(owner.tenant());
        for (var name : NAMES) {
            var email = new Email(TestPeople.unique() + "@" + word + ".example.org");
            var profile = Profile.of(name, Locale.ENGLISH);
            team.enrol(owner.tenant(), email, profile, TestPeople.PASSWORD, Role.VIEWER, by);
        }
        Lister<AccountList.Row> list =
                (sort, after, limit) -> accounts.page(word, null, sort, after, limit, by);

        check(list, "email", "name", "created");
    }

    @Test
    void prompts() {
        var by = owner.person().actor();
        Lister<PromptSummary> list =
                (sort, after, limit) -> prompts.list("", sort, after, limit, by);

        check(list, "name", "changed");
    }

    @Test
    void workflows() {
        var by = owner.person().actor();
        for (var name : NAMES) {
            workflows.create(
                    new WorkflowName(name, ""), WorkflowDraft.of(Map.of("steps", List.of())), by);
        }
        Lister<WorkflowSummary> list =
                (sort, after, limit) -> workflows.list(false, "", sort, after, limit, by);

        check(list, "name", "changed");
    }

    @Test
    void sortsAsItSays() {
        var by = owner.person().actor();

        assertThat(members.page(owner.tenant(), "", null, "email", null, ALL, by).data())
                .extracting(MemberList.Member::email)
                .isSorted();
        assertThat(prompts.list("", "changed", null, ALL, by).data())
                .extracting(PromptSummary::changedAt)
                .isSorted();
        assertThat(agents.list(AgentFilter.NONE, "-name", null, ALL, by).data().reversed())
                .extracting(Agent::name)
                .isSorted();
    }

    private void issue(TenantId tenant, String name, Actor by) {
        keys.issue(tenant, new NewKey(name, Set.of(Permission.KEYS_READ.wire()), null, null), by);
    }

    private static <T> void check(Lister<T> list, String... sorts) {
        for (var sort : sorts) {
            var forwards = walk(list, sort, ALL);
            assertThat(forwards).as(sort).hasSizeGreaterThan(1).doesNotHaveDuplicates();
            assertThat(walk(list, sort, 2)).as(sort).isEqualTo(forwards);
            assertThat(walk(list, "-" + sort, 3).reversed()).as("-" + sort).isEqualTo(forwards);
        }
    }

    private static <T> List<T> walk(Lister<T> list, String sort, int limit) {
        var all = new ArrayList<T>();
        String after = null;
        do {
            var page = list.page(sort, after, limit);
            all.addAll(page.data());
            after = page.nextCursor();
        } while (after != null);
        return all;
    }
}
