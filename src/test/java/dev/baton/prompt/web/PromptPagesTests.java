package dev.baton.prompt.web;

import static dev.baton.TestPeople.PASSWORD;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.ScreenTable;
import dev.baton.TestPeople;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages about prompts, as a browser without JavaScript meets them. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class PromptPagesTests {

    private final MockMvcTester mvc;
    private final TestPeople people;
    private TenantId tenant;
    private ConsoleBrowser editor;

    @Autowired
    PromptPagesTests(MockMvcTester mvc, TestPeople people) {
        this.mvc = mvc;
        this.people = people;
    }

    @BeforeEach
    void signIn() {
        tenant = people.tenant().id();
        editor = as(Role.EDITOR, tenant);
    }

    @Test
    void explainsPromptsToThoseWhoHaveNone() {
        assertThat(editor.open("/prompts"))
                .hasStatusOk()
                .bodyText()
                .contains("No prompts yet", "href=\"/prompts/new\"");
        assertThat(editor.open("/prompts?q=none")).bodyText().doesNotContain("No prompts yet");
    }

    @Test
    void savesVersionsAndKeepsTheOldOnesReadable() {
        var path = create(editor, "greeting", "Hello {{name}}");

        assertThat(editor.open(path)).hasStatusOk().bodyText().contains("Hello {{name}}");
        assertThat(editor.open(path + "/edit")).hasStatusOk().bodyText().contains("greeting");
        assertThat(
                        editor.send(
                                path,
                                "name",
                                "greeting",
                                "type",
                                "CHAT",
                                "version",
                                "0",
                                "note",
                                "politer",
                                "blocks[0].role",
                                "SYSTEM",
                                "blocks[0].text",
                                "Good day {{name}}",
                                "variables[0].name",
                                "name",
                                "variables[0].type",
                                "STRING",
                                "variables[0].presence",
                                "required"))
                .hasStatus(302);

        assertThat(editor.open(path)).bodyText().contains("Good day {{name}}", "politer");
        assertThat(editor.open(path + "/versions/1"))
                .bodyText()
                .contains("Hello {{name}}", "This is version 1 of 2");
        assertThat(editor.open(path + "/edit?from=1")).bodyText().contains("Hello {{name}}");
        assertThat(editor.open(path + "/versions/9")).hasStatus(404);
    }

    @Test
    void putsAPromptAsideAndTakesItOutAgain() {
        var path = create(editor, "greeting", "Hello {{name}}");
        var farewell = create(editor, "farewell", "Goodbye {{name}}");
        editor.open(path);

        assertThat(editor.send(path + "/archiving")).hasRedirectedUrl(path);

        assertThat(editor.open(path))
                .bodyText()
                .contains(
                        "Prompt greeting is archived.",
                        "data-undo",
                        "no agent can choose it",
                        "Take out of the archive");
        assertThat(ScreenTable.of(editor.open("/prompts")).column(""))
                .containsExactly("farewell");
        assertThat(ScreenTable.of(editor.open("/prompts?state=archived")).column(""))
                .containsExactly("greeting");
        assertThat(editor.open("/prompts.csv?state=archived"))
                .bodyText()
                .contains("greeting")
                .doesNotContain("farewell");

        assertThat(editor.send(farewell + "/archiving")).hasRedirectedUrl(farewell);
        assertThat(editor.open("/prompts")).bodyText().contains("No prompts yet", ">Archived<");
        editor.send(farewell + "/restoring");

        assertThat(editor.send(path + "/restoring")).hasRedirectedUrl(path);

        assertThat(ScreenTable.of(editor.open("/prompts")).column(""))
                .containsExactly("farewell", "greeting");
    }

    @Test
    void comparesWhatTwoPeopleSavedInWords() {
        var path = create(editor, "greeting", "Hello {{name}}");
        save(path, "SYSTEM", "required", "");

        assertThat(save(path, "USER", "default", "Ana"))
                .hasStatus(409)
                .bodyText()
                .contains(
                        "conflict-value\">User: Good day {{name}}<",
                        "conflict-value\">System: Good day {{name}}<",
                        "conflict-value\">name: Text: Has a default: Ana<",
                        "conflict-value\">name: Text: Required<");
    }

    private MvcTestResult save(String path, String role, String presence, String preset) {
        return editor.send(
                path,
                "name", "greeting",
                "type", "CHAT",
                "version", "0",
                "blocks[0].role", role,
                "blocks[0].text", "Good day {{name}}",
                "variables[0].name", "name",
                "variables[0].type", "STRING",
                "variables[0].presence", presence,
                "variables[0].preset", preset);
    }

    @Test
    void refusesAFaultyPromptAtItsField() {
        assertThat(
                        editor.send(
                                "/prompts",
                                "name",
                                "",
                                "type",
                                "CHAT",
                                "blocks[0].role",
                                "SYSTEM",
                                "blocks[0].text",
                                "Hello"))
                .hasStatus(422)
                .bodyText()
                .contains("The prompt needs a name.");
        assertThat(
                        editor.send(
                                "/prompts",
                                "name",
                                "greeting",
                                "type",
                                "CHAT",
                                "blocks[0].role",
                                "SYSTEM",
                                "blocks[0].text",
                                "Hello {{nobody}}",
                                "variables[0].name",
                                "n",
                                "variables[0].type",
                                "NUMBER",
                                "variables[0].presence",
                                "default",
                                "variables[0].preset",
                                "five"))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "nobody on line 1 is not declared.",
                        "The default of n is not of its type.",
                        "Hello {{nobody}}",
                        ">five</textarea>");
    }

    @Test
    void refusesATakenName() {
        create(editor, "greeting", "Hello {{name}}");

        assertThat(
                        editor.send(
                                "/prompts",
                                "name",
                                "greeting",
                                "type",
                                "CHAT",
                                "blocks[0].role",
                                "SYSTEM",
                                "blocks[0].text",
                                "Hi"))
                .hasStatus(422)
                .bodyText()
                .contains("There is another prompt named greeting");
    }

    @Test
    void editsRowsAndPreviewsWithoutSaving() {
        var draft =
                new String[] {
                    "name", "greeting",
                    "type", "CHAT",
                    "blocks[0].role", "SYSTEM",
                    "blocks[0].text", "Be kind.",
                    "blocks[1].role", "USER",
                    "blocks[1].text", "I am {{name}}",
                    "variables[0].name", "name",
                    "variables[0].type", "STRING",
                    "variables[0].presence", "required",
                    "variables[0].sample", "Ana & Bo",
                    "step", ""
                };

        assertThat(step(draft, "preview"))
                .hasStatusOk()
                .bodyText()
                .contains("I am Ana &amp; Bo", "tokens");
        assertThat(step(draft, "add-block")).bodyText().contains("name=\"blocks[2].text\"");
        assertThat(step(draft, "remove-block-0"))
                .bodyText()
                .contains("I am {{name}}")
                .doesNotContain("name=\"blocks[1].text\"");
        assertThat(step(draft, "add-variable")).bodyText().contains("name=\"variables[1].name\"");
        assertThat(step(draft, "declare-tone")).bodyText().contains("value=\"tone\"");
        assertThat(editor.open("/prompts")).bodyText().contains("No prompts yet");
    }

    @Test
    void offersToDeclareWhatIsMissing() {
        assertThat(
                        editor.send(
                                "/prompts/draft",
                                "type",
                                "CHAT",
                                "blocks[0].role",
                                "SYSTEM",
                                "blocks[0].text",
                                "Be {{tone}}",
                                "step",
                                "preview"))
                .hasStatusOk()
                .bodyText()
                .contains("value=\"declare-tone\"");
    }

    @Test
    void showsReadersEverythingAndLetsThemChangeNothing() {
        var path = create(editor, "greeting", "Hello {{name}}");
        var viewer = as(Role.VIEWER, tenant);

        assertThat(viewer.open(path))
                .hasStatusOk()
                .bodyText()
                .contains("Hello {{name}}")
                .doesNotContain(path + "/edit");
        assertThat(viewer.open("/prompts/new")).hasStatus(403);
        assertThat(viewer.open(path + "/edit")).hasStatus(403);
        assertThat(viewer.send(path, "name", "x")).hasStatus(403);
    }

    @Test
    void hidesPromptsOfOtherTenants() {
        var path = create(editor, "secret", "Hello {{name}}");
        var stranger = as(Role.TENANT_OWNER, people.tenant().id());

        assertThat(stranger.open(path)).hasStatus(404);
        assertThat(stranger.open(path + "/edit")).hasStatus(404);
        assertThat(stranger.open(path + "/versions/1")).hasStatus(404);
        assertThat(stranger.send(path, "name", "x")).hasStatus(404);
        assertThat(stranger.send(path + "/draft", "name", "x")).hasStatus(404);
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult step(
            String[] draft, String step) {
        draft[draft.length - 1] = step;
        return editor.send("/prompts/draft", draft);
    }

    private static String create(ConsoleBrowser browser, String name, String text) {
        var answer =
                browser.send(
                        "/prompts",
                        "name",
                        name,
                        "type",
                        "CHAT",
                        "blocks[0].role",
                        "SYSTEM",
                        "blocks[0].text",
                        text,
                        "variables[0].name",
                        "name",
                        "variables[0].type",
                        "STRING",
                        "variables[0].presence",
                        "required",
                        "variables[0].example",
                        "Ana");
        assertThat(answer).hasStatus(302);
        return answer.getResponse().getHeader("Location");
    }

    private ConsoleBrowser as(Role role, TenantId in) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(in, role).email(), PASSWORD);
        return browser;
    }
}
