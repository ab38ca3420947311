package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.platform.Page;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ListExportTests {

    private static final ListExport<Integer> TABLE =
            new ListExport<Integer>()
                    .column("number", number -> number)
                    .column("half", number -> number / 2.0)
                    .column("even", "parity", number -> number % 2 == 0 ? true : null)
                    .column("words", number -> List.of("one", "and " + number))
                    .column("at", number -> Instant.ofEpochSecond(number));

    private final MockHttpServletRequest csv = new MockHttpServletRequest("GET", "/numbers.csv");
    private final MockHttpServletRequest json = new MockHttpServletRequest("GET", "/numbers.json");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void writesEveryPageOnce() throws IOException {
        var pages = Map.of("", new Page<>(List.of(1, 2), "2"), "2", new Page<>(List.of(3), null));

        TABLE.write(csv, response, after -> pages.get(after == null ? "" : after));

        assertThat(response.getContentAsString())
                .isEqualTo(
                        """
                        number,half,even,words,at
                        1,0.5,,one and 1,1970-01-01T00:00:01Z
                        2,1.0,true,one and 2,1970-01-01T00:00:02Z
                        3,1.5,,one and 3,1970-01-01T00:00:03Z
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void writesTheSameAsJsonWithItsTypes() throws IOException {
        TABLE.write(json, response, _ -> new Page<>(List.of(1, 2), null));

        assertThat(response.getContentType()).startsWith("application/json");
        assertThat(response.getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"numbers.json\"");
        assertThat(response.getContentAsString())
                .isEqualTo(
                        """
                        [
                        {"number":1,"half":0.5,"even":null,"words":["one","and 1"],"at":"1970-01-01T00:00:01Z"},
                        {"number":2,"half":1.0,"even":true,"words":["one","and 2"],"at":"1970-01-01T00:00:02Z"}
                        ]
                        """);
    }

    @Test
    void isAnEmptyArrayWithoutRows() throws IOException {
        TABLE.write(json, response, _ -> new Page<>(List.of(), null));

        assertThat(response.getContentAsString()).isEqualTo("[]\n");
    }

    @Test
    void leavesOutWhatTheScreenDoesNotShow() throws IOException {
        csv.addParameter("columns", "name,other");

        TABLE.write(csv, response, _ -> new Page<>(List.of(2), null));

        assertThat(response.getContentAsString())
                .isEqualTo("number,half,words,at\r\n2,1.0,one and 2,1970-01-01T00:00:02Z\r\n");
    }

    @Test
    void namesItsColumnsAlsoWithoutRows() throws IOException {
        TABLE.write(csv, response, _ -> new Page<>(List.of(), null));

        assertThat(response.getContentAsString()).isEqualTo("number,half,even,words,at\r\n");
    }

    @Test
    void sendsNothingOfAListThatIsRefused() {
        assertThatThrownBy(
                        () ->
                                TABLE.write(
                                        csv,
                                        response,
                                        _ -> {
                                            throw new IllegalStateException("refused");
                                        }))
                .hasMessage("refused");

        assertThat(response.getContentType()).isNull();
        assertThat(response.getHeader("Content-Disposition")).isNull();
    }
}
