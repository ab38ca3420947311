package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Takes a picture of every page in every look, to be seen by a person: {@code target/looks}. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("looks")
class LooksTests {

    private static final Path FOLDER = Path.of("target", "looks");

    @LocalServerPort int port;
    @Autowired Tour tour;
    @Autowired Workshop workshop;

    static Stream<Look> looks() {
        return Stream.of(Locale.ENGLISH, Look.THAI, Look.SPANISH)
                .flatMap(
                        language ->
                                Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                                        .flatMap(
                                                theme ->
                                                        Stream.of(Look.DESKTOP, Look.PHONE)
                                                                .map(
                                                                        width ->
                                                                                new Look(
                                                                                        language,
                                                                                        theme,
                                                                                        width))));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void takesAPictureOfEveryPage(Look look) {
        var place =
                tour.furnish("http://localhost:" + port, workshop.owner(look.language()));

        var closed = tour.lead(
                place,
                look,
                (pattern, window) ->
                        window.page()
                                .screenshot(
                                        new Page.ScreenshotOptions()
                                                .setFullPage(true)
                                                .setPath(picture(pattern, look))));

        assertThat(closed).isEmpty();
    }

    private static Path picture(String pattern, Look look) {
        var page = pattern.replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
        return FOLDER.resolve(look.toString()).resolve((page.isEmpty() ? "home" : page) + ".png");
    }
}
