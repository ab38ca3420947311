package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Pages of the style guide stand for all pages: what the frame promises holds on each. */
class FrameTests {

    private static final List<String> PAGES =
            List.of(
                    "/styleguide",
                    "/styleguide/dashboard",
                    "/styleguide/agents",
                    "/styleguide/agents/assistant",
                    "/styleguide/agents/new",
                    "/styleguide/charts",
                    "/no-such-page");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
    private static final Pattern ASSET =
            Pattern.compile("(?:href|src)=\"(/(?:assets|webjars)/[^\"]+)\"");

    static Stream<Arguments> pagesInEveryLanguage() {
        return PAGES.stream()
                .flatMap(
                        it ->
                                Stream.of("en", "th", "es")
                                        .map(language -> Arguments.of(it, language)));
    }

    @ParameterizedTest
    @MethodSource("pagesInEveryLanguage")
    void isWholeInEveryLanguage(String path, String language) {
        var page = RunningFrame.get(path, "Accept-Language", language).body();

        assertThat(page)
                .contains("<html lang=\"%s\"".formatted(language), "<main id=\"main\"", "</html>")
                .doesNotContain("??", "th:");
        assertThat(Pattern.compile("<h1\\b").matcher(page).results()).hasSize(1);
        assertThat(ID.matcher(page).results().map(it -> it.group(1))).doesNotHaveDuplicates();
    }

    @Test
    void servesEachAssetUnderAnAddressThatMayBeKept() {
        var page = RunningFrame.get("/styleguide").body();

        assertThat(ASSET.matcher(page).results().map(it -> it.group(1)))
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        it -> {
                            var answer = RunningFrame.get(it);
                            assertThat(answer.statusCode()).isEqualTo(200);
                            assertThat(it).containsPattern("[0-9a-f]{12}|/\\d+\\.\\d+\\.\\d+/");
                            assertThat(answer.headers().firstValue("Cache-Control"))
                                    .contains("max-age=31536000, public, immutable");
                        });
    }

    @Test
    void drawsTheChosenThemeOnTheServer() {
        assertThat(RunningFrame.get("/styleguide", "Cookie", "baton_theme=dark").body())
                .contains("data-bs-theme=\"dark\"");
        assertThat(RunningFrame.get("/styleguide", "Cookie", "baton_theme=pink").body())
                .doesNotContain("data-bs-theme");
    }

    @Test
    void remembersAChoiceAndLeadsBack() {
        var answer = RunningFrame.post("/preferences/language", "value=th&back=/styleguide?q%3Da");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/styleguide?q=a");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("baton_language=th;")
                .contains("HttpOnly", "SameSite=Lax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "javascript:1",
                "%20"
            })
    void leadsNowhereElse(String back) {
        var answer = RunningFrame.post("/preferences/theme", "value=dark&back=" + back);

        assertThat(answer.headers().firstValue("Location")).contains("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/preferences/theme", "/preferences/shoe-size"})
    void refusesWhatIsNoChoice(String path) {
        assertThat(RunningFrame.post(path, "value=45").statusCode()).isEqualTo(400);
    }

    @Test
    void tellsWhatIsWrongWithAForm() {
        var answer =
                RunningFrame.post(
                        "/styleguide/agents/new", "name=&kind=prompt&timeout=900&_enabled=on");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "<a href=\"#name\">Name: Fill this in.</a>",
                        "Timeout: Use at most 600.",
                        "aria-invalid=\"true\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 429, 500, 503})
    void answersFailuresWithAPageThatLeadsOn(int status) {
        var answer = RunningFrame.get("/styleguide/error/" + status, "Accept-Language", "es");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .contains(
                        "Ir al resumen",
                        "<p class=\"error-code\">%d</p>".formatted(status),
                        "error-trace")
                .doesNotContain("Exception", "dev.baton");
    }
}
