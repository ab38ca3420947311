package dev.baton.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whatever the text and the values: a tag never stands for nothing. */
class PromptTemplateProperties {

    private static final String MARK = "\u2045%s\u2046";

    private static final List<PromptVariable> DECLARED =
            List.of(
                    PromptVariable.required("a", VariableType.STRING, ""),
                    PromptVariable.defaulted("b", VariableType.STRING, "", "preset"),
                    PromptVariable.required("c", VariableType.JSON, ""));

    /**
     * Every tag that renders leaves a non-empty text between its marks, or rendering is refused.
     */
    @Property(tries = 2_000)
    void neverRendersATagAsNothing(
            @ForAll("texts") String text, @ForAll("values") Map<String, Object> values) {
        PromptTemplate template;
        try {
            template = PromptTemplate.of(PromptContent.text(text, DECLARED));
        } catch (PromptRefused refused) {
            assertThat(refused.faults()).isNotEmpty();
            return;
        }
        try {
            assertThat(template.render(values).getFirst().text())
                    .doesNotContain(MARK.formatted(""))
                    .doesNotContain("{{");
        } catch (VariablesRefused refused) {
            assertThat(refused.fields()).isNotEmpty();
        }
    }

    /** A name that is not declared is refused at save, wherever it stands outside JSON. */
    @Property(tries = 500)
    void neverSavesAnUndeclaredName(@ForAll("names") String name) {
        assertThat(PromptLint.faults(PromptContent.text("before {{" + name + "}} after", DECLARED)))
                .isNotEmpty();
    }

    /** What a caller writes stays text: it is never read as a template. */
    @Property(tries = 500)
    void neverReadsAValueAsATemplate(@ForAll("tagged") String value) {
        var template = PromptTemplate.of(PromptContent.text("{{a}}", DECLARED));

        var text = template.render(Map.of("a", value, "c", 1)).getFirst().text();

        assertThat(text).isEqualTo(value);
    }

    @Provide
    Arbitrary<String> texts() {
        var tag =
                Arbitraries.of(
                        "a", "b", "c", "c.x", "c.y.z", "c.0", "d", "e.f", ".", "this", "-index");
        var piece =
                Arbitraries.oneOf(
                        tag.map(name -> MARK.formatted("{{" + name + "}}")),
                        tag.map(name -> MARK.formatted("{{{" + name + "}}}")),
                        tag.map(name -> "{{#" + name + "}}"),
                        tag.map(name -> "{{^" + name + "}}"),
                        tag.map(name -> "{{/" + name + "}}"),
                        tag.map(name -> "{{#c}}" + MARK.formatted("{{" + name + "}}") + "{{/c}}"),
                        Arbitraries.of("{", "}", "{{", "}}", " ", "\n", "text", "{{!", "=", "&"));
        return piece.list().ofMinSize(1).ofMaxSize(8).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<Map<String, Object>> values() {
        Arbitrary<Object> json =
                Arbitraries.of(
                        true,
                        1,
                        "text",
                        List.of(),
                        List.of("x", "y"),
                        List.of(Map.of("x", "inner"), Map.of()),
                        Map.of("x", "1", "y", Map.of("z", 2)),
                        Map.of("y", List.of()));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), json)
                .ofMaxSize(3)
                .map(HashMap::new);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars("._- #^/&$<>=!")
                .ofMinLength(1)
                .ofMaxLength(6)
                .filter(name -> !name.strip().startsWith("!"))
                .filter(name -> !name.strip().matches("&?\\s*(a|b|c|c\\.[A-Za-z0-9._-]+)"));
    }

    @Provide
    Arbitrary<String> tagged() {
        return Arbitraries.of("{{a}}", "{{c}}", "{{#b}}", "{{{", "}}", "plain", "{{=<% %>=}}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(pieces -> String.join(" ", pieces));
    }
}
