package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class AgentSettingsTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "assistant", "code-2.1_b", "0", "x1"})
    void takesNamesThatCallersCanWrite(String name) {
        assertThat(AgentSettings.named(name).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Assistant",
                "two words",
                "-a",
                "a-",
                ".a",
                "ä",
                "a/b",
                "01900000-0000-7000-8000-0000000000a1",
                "a2345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesOtherNamesAndThoseThatLookLikeIds(String name) {
        assertThat(AgentSettings.named(name).faults())
                .extracting(AgentFault::field, AgentFault::code)
                .containsExactly(tuple("name", "name_refused"));
    }

    @Test
    void takesLimitsUpToTheirEnds() {
        assertThat(limited(new AgentLimits(1, 1, Duration.ofSeconds(1), 0)).faults()).isEmpty();
        assertThat(
                        limited(new AgentLimits(10_000, 1_000_000, Duration.ofMinutes(30), 10))
                                .faults())
                .isEmpty();
    }

    @Test
    void namesEveryLimitThatIsOutOfRange() {
        assertThat(fields(new AgentLimits(0, 0, Duration.ZERO, -1)))
                .containsExactly(
                        "metadata.max_concurrent_tasks",
                        "metadata.rate_limit",
                        "timeout_seconds",
                        "retries");
        assertThat(fields(new AgentLimits(10_001, 1_000_001, Duration.ofMinutes(31), 11)))
                .hasSize(4);
    }

    @Test
    void refusesCostsBelowNothingAndAboveReason() {
        assertThat(costing(0).faults()).isEmpty();
        assertThat(costing(1_000_000_000_000L).faults()).isEmpty();
        assertThat(costing(-1).faults()).hasSize(1);
        assertThat(costing(1_000_000_000_001L).faults()).hasSize(1);
    }

    @Test
    void refusesCapabilitiesThatNobodyCanAskFor() {
        assertThat(capable(Set.of("code", "lang:es", "a.b_c-d")).faults()).isEmpty();
        assertThat(capable(Set.of("two words")).faults())
                .extracting(AgentFault::field)
                .containsExactly("capabilities");
        assertThat(capable(numbered(50)).faults()).isEmpty();
        assertThat(capable(numbered(51)).faults()).hasSize(1);
    }

    @Test
    void refusesTextsThatAreTooLong() {
        assertThat(described("x".repeat(500), "1.0.0").faults()).isEmpty();
        assertThat(described("x".repeat(501), "1.0.0").faults())
                .extracting(AgentFault::field)
                .containsExactly("metadata.description");
        assertThat(described("", "v 1").faults())
                .extracting(AgentFault::field)
                .containsExactly("metadata.version");
    }

    @Test
    void stripsItsDescription() {
        assertThat(described("  useful \n", "1").description()).isEqualTo("useful");
    }

    private static List<String> fields(AgentLimits limits) {
        return limited(limits).faults().stream().map(AgentFault::field).toList();
    }

    private static AgentSettings limited(AgentLimits limits) {
        return AgentFixtures.limited("worker", limits);
    }

    private static AgentSettings costing(long nanos) {
        return new AgentSettings(
                "worker", "", "1.0.0", new TreeSet<>(), AgentLimits.DEFAULT, nanos);
    }

    private static AgentSettings capable(Set<String> capabilities) {
        return new AgentSettings(
                "worker", "", "1.0.0", new TreeSet<>(capabilities), AgentLimits.DEFAULT, 0);
    }

    private static AgentSettings described(String description, String release) {
        return new AgentSettings(
                "worker", description, release, new TreeSet<>(), AgentLimits.DEFAULT, 0);
    }

    private static Set<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(n -> "c" + n).collect(Collectors.toSet());
    }
}
