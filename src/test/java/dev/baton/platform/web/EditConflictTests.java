package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditConflictTests {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private record Limits(String timeout, Integer retries) {}

    private record Header(String key, String value) {}

    private record Form(
            String name,
            String note,
            String secret,
            Limits limits,
            List<Header> headers,
            Long version) {}

    private static final Form MINE =
            new Form("mine", "one\r\ntwo", "typed", new Limits("60", 3), List.of(), 1L);
    private static final Form THEIRS =
            new Form(
                    "theirs",
                    "one\ntwo",
                    "",
                    new Limits("90", 3),
                    List.of(new Header("X-Team", "blue"), new Header("", "")),
                    2L);

    @Test
    void tellsEveryFieldThatDiffersAndNoOther() {
        assertThat(between(Map.of()).rows())
                .containsExactly(
                        new EditConflict.Row("name", "mine", "theirs"),
                        new EditConflict.Row("limits.timeout", "60", "90"),
                        new EditConflict.Row("headers", "", "X-Team: blue"));
    }

    @Test
    void saysWhatAValueIsCalled() {
        var names = Map.of("limits.timeout", List.of(Choice.of("90", "a minute and a half")));

        assertThat(between(names).rows())
                .contains(new EditConflict.Row("limits.timeout", "60", "a minute and a half"));
    }

    @Test
    void saysWhatAValueInARowIsCalled() {
        var names = Map.of("headers.value", List.of(Choice.of("blue", "Blue team")));

        assertThat(between(names).rows())
                .contains(new EditConflict.Row("headers", "", "X-Team: Blue team"));
    }

    @Test
    void takesWhatWasTickedAndKeepsTheRest() {
        var merged = EditConflict.merged(MINE, THEIRS, Set.of("limits.timeout", "headers"));

        assertThat(merged)
                .isEqualTo(
                        new Form(
                                "mine",
                                "one\r\ntwo",
                                "typed",
                                new Limits("90", 3),
                                THEIRS.headers(),
                                1L));
        assertThat(EditConflict.merged(MINE, THEIRS, Set.of())).isSameAs(MINE);
    }

    @Test
    void standsOverTheNewerVersionOtherwiseUnchanged() {
        assertThat(EditConflict.over(MINE, 2))
                .isEqualTo(
                        new Form("mine", "one\r\ntwo", "typed", MINE.limits(), List.of(), 2L));
    }

    private static EditConflict between(Map<String, List<Choice>> names) {
        return EditConflict.between(
                MINE, THEIRS, field -> !field.equals("secret"), names, "ana@example.org", NOW);
    }
}
