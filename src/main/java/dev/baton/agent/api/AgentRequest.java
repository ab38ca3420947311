package dev.baton.agent.api;

import dev.baton.agent.AgentFault;
import dev.baton.agent.AgentLimits;
import dev.baton.agent.AgentRefused;
import dev.baton.agent.AgentSettings;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An agent to create, or what to change about one: what is left out keeps its default, or stays as
 * it is.
 */
record AgentRequest(
        @Nullable String name,
        @Nullable String kind,
        @Nullable List<String> capabilities,
        @Nullable MetadataRequest metadata,
        @Nullable ObjectNode configuration,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer retries,
        @Nullable Boolean enabled,
        @Nullable List<UUID> sharedWith) {

    /** The same names as in the record. */
    record MetadataRequest(
            @Nullable String version,
            @Nullable String description,
            @Nullable Integer maxConcurrentTasks,
            @Schema(description = "Requests a minute, for each tenant that uses the agent.")
                    @Nullable Integer rateLimit,
            @Nullable BigDecimal costPerRequest) {

        static final MetadataRequest EMPTY = new MetadataRequest(null, null, null, null, null);
    }

    String kindOrEmpty() {
        return Objects.requireNonNullElse(kind, "");
    }

    /** The kind may be repeated in a change, but not changed. */
    void refuseOtherKindThan(String current) {
        if (kind != null && !kind.equals(current)) {
            throw new AgentRefused(
                    List.of(
                            AgentFault.of(
                                    "kind",
                                    "kind_stays",
                                    "The kind " + current + " stays what it is.",
                                    current)));
        }
    }

    ObjectNode configurationOrEmpty() {
        return configuration == null ? JsonNodeFactory.instance.objectNode() : configuration;
    }

    Optional<Set<TenantId>> tenants() {
        return Optional.ofNullable(sharedWith)
                .map(ids -> ids.stream().map(TenantId::new).collect(Collectors.toSet()));
    }

    AgentSettings over(AgentSettings current) {
        var wanted = metadata == null ? MetadataRequest.EMPTY : metadata;
        return new AgentSettings(
                Objects.requireNonNullElse(name, current.name()),
                Objects.requireNonNullElse(wanted.description(), current.description()),
                Objects.requireNonNullElse(wanted.version(), current.release()),
                capabilities == null ? current.capabilities() : new TreeSet<>(capabilities),
                over(current.limits(), wanted),
                wanted.costPerRequest() == null
                        ? current.costPerRequest()
                        : nanos(wanted.costPerRequest()));
    }

    private AgentLimits over(AgentLimits current, MetadataRequest wanted) {
        return new AgentLimits(
                Objects.requireNonNullElse(
                        wanted.maxConcurrentTasks(), current.maxConcurrentTasks()),
                Objects.requireNonNullElse(wanted.rateLimit(), current.rateLimit()),
                timeoutSeconds == null ? current.timeout() : Duration.ofSeconds(timeoutSeconds),
                Objects.requireNonNullElse(retries, current.retries()));
    }

    /** Rounded up; what no {@code long} holds is out of range anyway. */
    private static long nanos(BigDecimal units) {
        if (units.precision() - units.scale() > 9) {
            return units.signum() < 0 ? -1 : Long.MAX_VALUE;
        }
        return units.max(BigDecimal.valueOf(-1))
                .movePointRight(9)
                .setScale(0, RoundingMode.CEILING)
                .longValue();
    }
}
