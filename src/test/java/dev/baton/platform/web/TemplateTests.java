package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What no template may contain, because the content security policy would stop it. */
class TemplateTests {

    private static final Path FOLDER = Path.of("src/main/resources/templates");
    private static final Pattern COMMENT = Pattern.compile("<!--/\\*.*?\\*/-->", Pattern.DOTALL);
    private static final Pattern STYLE =
            Pattern.compile("\\s(th:|data-th-)?style(append)?\\s*=|[\"',]\\s*style\\s*=|<style\\b");
    private static final Pattern HANDLER =
            Pattern.compile(
                    "\\s(th:|data-th-|hx-)?on[a-z:-]{3,}\\s*=|javascript:",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script\\b(?![^>]*\\ssrc=)(?![^>]*\\sth:src=)");
    private static final Pattern SCRIPT_WITHOUT_NONCE =
            Pattern.compile("<script\\b(?![^>]*nonce=)");
    private static final Pattern ICON = Pattern.compile("#icons\\.svg\\('([^']*)'");
    private static final Pattern LITERAL_TEXT =
            Pattern.compile(
                    "th:(?:text|title|aria-label|placeholder)=\"'?[^\"#$*|@~{]*\\p{L}{3,}[^\"{]*\"");

    private final Icons icons = new Icons();

    static Stream<Path> templates() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(it -> it.toString().endsWith(".html")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void holdsNoStyleOfItsOwn(Path template) throws IOException {
        assertThat(read(template)).doesNotContainPattern(STYLE);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void holdsNoScriptOfItsOwn(Path template) throws IOException {
        assertThat(read(template))
                .doesNotContainPattern(INLINE_SCRIPT)
                .doesNotContainPattern(SCRIPT_WITHOUT_NONCE)
                .doesNotContainPattern(HANDLER);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void namesOnlyIconsThatExist(Path template) throws IOException {
        assertThat(ICON.matcher(read(template)).results())
                .allSatisfy(it -> assertThat(icons.svg(it.group(1))).contains("<path"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void takesItsTextsFromTheBundles(Path template) throws IOException {
        assertThat(read(template)).doesNotContainPattern(LITERAL_TEXT);
    }

    private static String read(Path template) throws IOException {
        return COMMENT.matcher(Files.readString(template)).replaceAll("");
    }
}
