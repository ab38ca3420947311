package dev.baton.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventJsonTests {

    @Test
    void writesTheSameBytesEveryTime() {
        var text = text("4bf92f3577b34da6a3ce929d0e0e4736");

        assertThat(text)
                .isEqualTo(
                        """
                        {"type":"agent.updated","id":"01909d3e-0000-7000-8000-000000000001",\
                        "timestamp":"2026-11-20T12:00:00.123456Z",\
                        "tenant_id":"01909d3e-0000-7000-8000-000000000002","sequence":7,\
                        "subject":"01909d3e-0000-7000-8000-000000000003",\
                        "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","data":{"name":"é"}}""");
        assertThat(text("4bf92f3577b34da6a3ce929d0e0e4736")).isEqualTo(text);
    }

    @Test
    void leavesOutATraceThatThereIsNot() {
        assertThat(text(null)).doesNotContain("trace_id");
    }

    private static String text(@Nullable String trace) {
        var event =
                new Event(
                        TenantId.of("01909d3e-0000-7000-8000-000000000002"),
                        UUID.fromString("01909d3e-0000-7000-8000-000000000001"),
                        7,
                        42,
                        "agent.updated",
                        UUID.fromString("01909d3e-0000-7000-8000-000000000003"),
                        "{\"name\":\"é\"}",
                        Instant.parse("2026-11-20T12:00:00.123456Z"),
                        trace);
        return new String(EventJson.of(event).bytes(), StandardCharsets.UTF_8);
    }
}
