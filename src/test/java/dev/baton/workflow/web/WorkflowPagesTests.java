package dev.baton.workflow.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.platform.Ids;
import dev.baton.platform.web.FormOnce;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowNameTaken;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowTemplates;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The pages about workflows, as a browser without JavaScript meets them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class WorkflowPagesTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private WorkflowRegistry registry;
    @Autowired private JdbcTemplate jdbc;

    private TenantId tenant;
    private TestPeople.Person person;
    private ConsoleBrowser editor;

    @BeforeEach
    void signIn() {
        tenant = people.tenant().id();
        person = people.person(tenant, Role.EDITOR);
        editor = as(person);
    }

    @Test
    void explainsWorkflowsToThoseWhoHaveNone() {
        assertThat(editor.open("/workflows"))
                .hasStatusOk()
                .bodyText()
                .contains("No workflows yet", "href=\"/workflows/new\"");
        assertThat(editor.open("/workflows?q=none")).bodyText().doesNotContain("No workflows yet");
    }

    @Test
    void beginsFromATemplateAndPublishesIt() {
        var path = create("Daily");

        assertThat(editor.open(path))
                .hasStatusOk()
                .bodyText()
                .contains("Daily", "&quot;translate&quot;", "Nothing is wrong with it.")
                .contains("class=\"graph\"");
        assertThat(editor.send(path + "/publication", "version", "0", "note", "begin"))
                .hasRedirectedUrl(path);

        assertThat(editor.open(path))
                .bodyText()
                .contains("Version 1 is published.", "begin", path + "/versions/1")
                .contains("Version 1 is the draft as it stands")
                .doesNotContain("name=\"note\"");
        assertThat(editor.open(path + "/versions/1"))
                .hasStatusOk()
                .bodyText()
                .contains("Make it the draft", "&quot;translate&quot;");
        assertThat(editor.open(path + "/versions/2")).hasStatus(404);
        assertThat(ScreenTable.of(editor.open("/workflows")).column("Version"))
                .containsExactly("1");
    }

    @Test
    void tellsHowFarOffEstimatesWereOnItsPageAndBesideTheTemplates() {
        var path = create("Daily");
        assertThat(editor.open(path)).bodyText().doesNotContain("Estimates and what came of them");
        estimated(path, 10_000, 15_000, 2_000_000_000, 1_000_000_000);
        estimated(path, 10_000, 5_000_000, 2_000_000_000, 2_000_000_000);

        assertThat(editor.open(path))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Estimates and what came of them",
                        "75% of what was likely in the middle run; within the range: 100%",
                        "within the range: 50%");
        assertThat(editor.open("/workflows/new"))
                .hasStatusOk()
                .bodyText()
                .contains("Runs: 2. Cost 75% of what was likely, within the range 100%; time");
    }

    private void estimated(String path, long millis, long took, long nanos, long cost) {
        jdbc.update(
                """
                INSERT INTO plan_estimate (tenant_id, run_id, plan_hash, source, template,
                    workflow_id, strategy, cost_low, cost_likely, cost_high, millis_low,
                    millis_likely, millis_high, begun_at, completed_at, actual_cost_nanos,
                    actual_millis)
                VALUES (?, ?, ?, 'TEMPLATE', ?, ?, 'COST', 0, ?, ?, 0, ?, ?, '2026-11-01',
                    '2026-11-01', ?, ?)
                """,
                Ids.bytes(tenant.value()),
                Ids.bytes(Ids.next()),
                new byte[32],
                WorkflowTemplates.all().getFirst().id(),
                Ids.bytes(UUID.fromString(path.substring("/workflows/".length()))),
                nanos,
                2 * nanos,
                millis,
                2 * millis,
                cost,
                took);
    }

    @Test
    void showsWhatIsWrongAndDoesNotPublishIt() {
        var path = create("Broken");
        var id = new WorkflowId(tenant, UUID.fromString(path.substring("/workflows/".length())));
        registry.draw(id, null, WorkflowDraft.of(Map.of("steps", List.of())), person.actor());

        assertThat(editor.open(path))
                .bodyText()
                .contains("There must be at least one step.")
                .doesNotContain("/publication");
        assertThat(as(people.person(tenant, Role.VIEWER, Locale.of("th"))).open(path))
                .bodyText()
                .contains("ต้องมีอย่างน้อยหนึ่งขั้น");
        assertThat(editor.send(path + "/publication", "version", "1")).hasRedirectedUrl(path);
        assertThat(editor.open(path)).bodyText().contains("The graph has faults.");
    }

    @Test
    void makesAVersionTheDraftAgain() {
        var path = create("Again");
        editor.open(path);
        editor.send(path + "/publication", "version", "0");
        var id = new WorkflowId(tenant, UUID.fromString(path.substring("/workflows/".length())));
        registry.draw(id, null, WorkflowDraft.of(Map.of("steps", List.of())), person.actor());

        assertThat(editor.open(path + "/versions/1"))
                .bodyText()
                .contains(
                        "popovertarget=\"restore\"",
                        "Make version 1 the draft?",
                        path + "/versions/1/restoration?version=2");
        assertThat(editor.send(path + "/versions/1/restoration?version=2")).hasRedirectedUrl(path);

        assertThat(editor.open(path)).bodyText().contains("&quot;translate&quot;");
    }

    @Test
    void replacesNoDraftByAVersionThatSomebodyHasChangedMeanwhile() {
        var path = create("Meanwhile");
        editor.open(path);
        editor.send(path + "/publication", "version", "0");
        editor.open(path);
        var id = new WorkflowId(tenant, UUID.fromString(path.substring("/workflows/".length())));
        registry.draw(id, null, WorkflowDraft.of(Map.of("steps", List.of())), person.actor());

        assertThat(editor.send(path + "/versions/1/restoration")).hasRedirectedUrl(path);
        assertThat(editor.open(path)).bodyText().contains("There must be at least one step.");
        assertThat(editor.send(path + "/versions/1/restoration?version=1")).hasRedirectedUrl(path);

        assertThat(editor.open(path))
                .bodyText()
                .contains("Somebody else has changed this meanwhile.")
                .contains("There must be at least one step.");
    }

    @Test
    void makesOneDraftHoweverOftenAFormIsSent() {
        var page = ConsoleBrowser.body(editor.open("/workflows/new"));
        var once = page.replaceAll("(?s).*name=\"once\" value=\"([0-9a-f-]{36})\".*", "$1");
        assertThat(once).hasSize(36);
        var sent = new String[] {"name", "Twice", "template", "pipeline", "once", once};

        var made = editor.send("/workflows", sent).getResponse().getRedirectedUrl();

        assertThat(made).startsWith("/workflows/");
        assertThat(editor.send("/workflows", sent)).hasRedirectedUrl(made);
        sent[1] = "Another";
        assertThat(editor.send("/workflows", sent).getResponse().getRedirectedUrl())
                .startsWith("/workflows/")
                .isNotEqualTo(made);
        sent[1] = "Twice";
        sent[5] = "no id";
        assertThat(editor.send("/workflows", sent)).hasStatus(422);
    }

    @Test
    void makesOneDraftOfTwoFormsThatComeAtTheSameTime() {
        var id = FormOnce.id(FormOnce.next(), "Together");
        var draft = WorkflowDraft.of(Map.of("steps", List.of()));

        var both =
                IntStream.range(0, 2)
                        .mapToObj(
                                _ ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        registry.create(
                                                                id,
                                                                new WorkflowName("Together", ""),
                                                                draft,
                                                                person.actor())))
                        .toList();

        assertThat(
                        both.stream()
                                .map(it -> it.handle((_, fault) -> fault).join())
                                .filter(Objects::nonNull))
                .singleElement()
                .satisfies(it -> assertThat(it).hasCauseInstanceOf(WorkflowNameTaken.class));
        assertThat(registry.find(new WorkflowId(tenant, id), person.actor())).isPresent();
    }

    @Test
    void keepsWhatWasTypedWhenItCannotBe() {
        create("Taken");

        assertThat(editor.send("/workflows", "name", "Taken", "template", "pipeline"))
                .hasStatus(422)
                .bodyText()
                .contains("There is another workflow named Taken", "value=\"Taken\"");
        assertThat(editor.send("/workflows", "name", " ", "template", "pipeline"))
                .hasStatus(422)
                .bodyText()
                .contains("Give it a name.");
        assertThat(editor.send("/workflows", "name", "x", "template", "none"))
                .hasStatus(422)
                .bodyText()
                .contains("Choose a template.");
    }

    @Test
    void putsAWorkflowAsideAndTakesItOutAgain() {
        var path = create("Aside");
        editor.open(path);

        assertThat(editor.send(path + "/archiving")).hasRedirectedUrl(path);

        assertThat(editor.open(path)).bodyText().contains("nothing new runs it", "data-undo");
        assertThat(ScreenTable.of(editor.open("/workflows?state=archived")).column("Status"))
                .containsExactly("Archived");
        assertThat(editor.send(path + "/restoring")).hasRedirectedUrl(path);
        assertThat(editor.open("/workflows")).bodyText().contains("Aside");
    }

    @Test
    void letsViewersReadOnly() {
        var path = create("Read");
        var viewer = as(people.person(tenant, Role.VIEWER));

        assertThat(viewer.open(path))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("/archiving", "/publication");
        assertThat(viewer.open("/workflows/new")).hasStatus(403);
        viewer.open(path);
        assertThat(viewer.send(path + "/archiving")).hasStatus(403);
        assertThat(as(people.person(people.tenant().id(), Role.EDITOR)).open(path)).hasStatus(404);
    }

    private String create(String name) {
        editor.open("/workflows/new");
        var created = editor.send("/workflows", "name", name, "template", "pipeline");
        assertThat(created).hasStatus(302);
        return created.getResponse().getRedirectedUrl();
    }

    private ConsoleBrowser as(TestPeople.Person who) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(who.email(), PASSWORD);
        return browser;
    }
}
