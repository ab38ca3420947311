package dev.baton.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.platform.Ids;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

@Tag("database")
@SpringBootTest
class PromptLibraryTests {

    @Autowired private PromptLibrary library;
    @Autowired private PromptShelf shelf;
    @Autowired private TenantDirectory tenants;

    private Actor editor;

    @BeforeEach
    void tenant() {
        editor = actor(newTenant());
    }

    @Test
    void keepsEveryVersionAsItWas() {
        var first = library.create(name("greeting"), draft("Hello {{name}}", "first"), editor);
        var prompt = library.get(first.prompt(), editor);
        var second =
                library.revise(
                        prompt.id(),
                        prompt.version(),
                        name("greeting"),
                        draft("Good day {{name}}", "politer"),
                        editor);

        assertThat(second.number()).isEqualTo(2);
        assertThat(library.version(prompt.id(), 1, editor).content())
                .isEqualTo(draft("Hello {{name}}", "").content());
        assertThat(library.history(prompt.id(), null, 10, editor).data())
                .extracting(PromptVersionSummary::number, PromptVersionSummary::note)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, "politer"),
                        org.assertj.core.groups.Tuple.tuple(1, "first"));
    }

    @Test
    void makesNoVersionWhenOnlyTheNameChanges() {
        var prompt = created("old");

        var version =
                library.revise(
                        prompt.id(),
                        prompt.version(),
                        name("new"),
                        draft("Hello {{name}}", ""),
                        editor);

        assertThat(version.number()).isEqualTo(1);
        assertThat(library.get(prompt.id(), editor).name()).isEqualTo("new");
    }

    @Test
    void refusesAnEditFromAnOldPage() {
        var prompt = created("shared");
        library.revise(
                prompt.id(), prompt.version(), name("shared"), draft("Hi {{name}}", ""), editor);

        assertThatThrownBy(
                        () ->
                                library.revise(
                                        prompt.id(),
                                        prompt.version(),
                                        name("shared"),
                                        draft("Hey {{name}}", ""),
                                        editor))
                .isInstanceOf(EditedMeanwhile.class);
    }

    @Test
    void givesANameOnceATenant() {
        created("taken");

        assertThatThrownBy(() -> created("taken")).isInstanceOf(PromptNameTaken.class);
        library.create(name("taken"), draft("Hello {{name}}", ""), actor(newTenant()));
    }

    @Test
    void hidesPromptsOfOthers() {
        var prompt = created("mine");
        var other = actor(newTenant());

        assertThatThrownBy(() -> library.get(prompt.id(), other)).isInstanceOf(NotFound.class);
        assertThatThrownBy(
                        () -> library.get(new PromptId(other.tenant(), prompt.id().value()), other))
                .isInstanceOf(PromptNotFound.class);
    }

    @Test
    void refusesWritersWithoutTheRight() {
        var viewer = Actor.account(editor.tenant(), UUID.randomUUID(), "v", java.util.Set.of());

        assertThatThrownBy(() -> library.create(name("x"), draft("y {{name}}", ""), viewer))
                .isInstanceOf(PermissionDenied.class);
    }

    @Test
    void pagesByNameAndFindsParts() {
        List.of("b", "a", "c 100%").forEach(this::created);

        var first = library.list("", null, null, 2, editor);
        var second = library.list("", null, first.nextCursor(), 2, editor);

        assertThat(first.data()).extracting(PromptSummary::name).containsExactly("a", "b");
        assertThat(second.data()).extracting(PromptSummary::name).containsExactly("c 100%");
        assertThat(second.nextCursor()).isNull();
        assertThat(library.list("0%", null, null, 9, editor).data()).hasSize(1);
        assertThat(library.list("%", null, null, 9, editor).data()).hasSize(1);
    }

    @Test
    void rendersTheNewestVersionRightAfterItWasSaved() {
        var prompt = created("hot");
        assertThat(greeting(prompt)).isEqualTo("Hello Ana");

        library.revise(
                prompt.id(), prompt.version(), name("hot"), draft("Hola {{name}}", ""), editor);

        assertThat(greeting(prompt)).isEqualTo("Hola Ana");
        assertThat(shelf.version(prompt.id(), 1).template().render(Map.of("name", "Ana")))
                .containsExactly(new PromptMessage(PromptRole.SYSTEM, "Hello Ana"));
    }

    @Test
    void keepsTypedDefaults() {
        var content =
                PromptContent.text(
                        "{{n}} {{j.a}}",
                        List.of(
                                PromptVariable.defaulted("n", VariableType.NUMBER, "", 0.10),
                                PromptVariable.defaulted(
                                        "j",
                                        VariableType.JSON,
                                        "",
                                        Map.of("a", List.of(1, true)))));
        var version = library.create(name("typed"), new PromptDraft(content, ""), editor);

        assertThat(shelf.version(version.id()).template().render(Map.of()).getFirst().text())
                .isEqualTo("0.1 [1,true]");
    }

    private String greeting(Prompt prompt) {
        return shelf.newest(prompt.id()).template().render(Map.of("name", "Ana")).getFirst().text();
    }

    private Prompt created(String name) {
        var version = library.create(name(name), draft("Hello {{name}}", ""), editor);
        return library.get(version.prompt(), editor);
    }

    private static PromptName name(String name) {
        return new PromptName(name, "");
    }

    private static PromptDraft draft(String text, String note) {
        return new PromptDraft(
                PromptContent.text(
                        text, List.of(PromptVariable.required("name", VariableType.STRING, ""))),
                note);
    }

    private TenantId newTenant() {
        return tenants.create(
                        new Slug("t" + Ids.next().toString().substring(9).replace("-", "")),
                        "USD",
                        new TenantSettings("T", Locale.ENGLISH, ZoneOffset.UTC),
                        TenantLimits.DEFAULTS,
                        Actor.system(TenantId.PLATFORM, "test", Permission.TENANTS_WRITE))
                .id();
    }

    private static Actor actor(TenantId tenant) {
        return Actor.account(
                tenant,
                UUID.randomUUID(),
                "editor@example.com",
                java.util.Set.of(Permission.PROMPTS_READ, Permission.PROMPTS_WRITE));
    }
}
