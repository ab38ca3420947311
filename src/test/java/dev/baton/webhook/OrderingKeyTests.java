package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.event.Event;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderingKeyTests {

    private static final UUID SUBJECT = Ids.next();

    @Test
    void tellsWhichEventsBelongTogether() {
        var one = event("{\"agent_id\":\"a\",\"usage\":{\"model\":\"m\"}}");
        var same = event("{\"usage\":{\"model\":\"m\"},\"agent_id\":\"a\"}");
        var other = event("{\"agent_id\":\"b\",\"usage\":{\"model\":\"n\"}}");

        assertThat(new OrderingKey("endpoint").of(one)).isEqualTo(new OrderingKey("endpoint").of(other));
        assertThat(new OrderingKey("subject").of(one)).isEqualTo(SUBJECT);
        for (var field : new String[] {"data.agent_id", "data.usage.model"}) {
            var key = new OrderingKey(field);
            assertThat(key.of(one)).isNotNull().isEqualTo(key.of(same)).isNotEqualTo(key.of(other));
        }
    }

    @Test
    void leavesEventsWithoutTheFieldAlone() {
        assertThat(new OrderingKey("data.agent_id").of(event("{}"))).isNull();
        assertThat(new OrderingKey("data.agent_id").of(event("{\"agent_id\":null}"))).isNull();
        assertThat(new OrderingKey("data.a.b").of(event("{\"a\":[1]}"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data", "data.", "data..x", "$.x", "data.x.", "data.a b", "Subject"})
    void refusesWhatIsNoKey(String text) {
        assertThat(OrderingKey.isValid(text)).isFalse();
    }

    private static Event event(String data) {
        return new Event(
                TenantId.PLATFORM,
                Ids.next(),
                1,
                1,
                "agent.updated",
                SUBJECT,
                data,
                Instant.EPOCH,
                null);
    }
}
