package dev.baton.agent;

import dev.baton.prompt.PromptId;
import dev.baton.tenant.TenantId;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Something that answers messages: a kind, its configuration, and what callers may expect of it. It
 * belongs to its owner; who may use it says a grant.
 */
@Entity
@Table(name = "agent")
public class Agent extends AbstractAggregateRoot<Agent> {

    @EmbeddedId private AgentId id;
    private String name;
    private String description;

    @Column(name = "release_name")
    private String release;

    private String kind;
    private String configuration;
    private @Nullable UUID promptId;
    private @Nullable UUID connectionId;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(
            name = "agent_capability",
            joinColumns = {
                @JoinColumn(name = "tenant_id", referencedColumnName = "tenant_id"),
                @JoinColumn(name = "agent_id", referencedColumnName = "id")
            })
    @Column(name = "capability")
    private Set<String> capabilities = new HashSet<>();

    private int maxConcurrentTasks;
    private int rateLimit;
    private int timeoutSeconds;
    private int retries;
    private long costPerRequest;
    private boolean enabled;
    private Instant createdAt;
    private Instant changedAt;
    private @Nullable String changedBy;
    @Version private @Nullable Long version;

    @Transient private volatile @Nullable Object parsed;

    @SuppressWarnings("NullAway.Init")
    protected Agent() {}

    Agent(
            AgentId id,
            String kind,
            AgentSettings settings,
            ObjectNode configuration,
            boolean enabled,
            Instant now) {
        this.id = id;
        this.kind = kind;
        this.enabled = enabled;
        this.createdAt = now;
        take(settings, configuration, now);
        registerEvent(new AgentChanged(id, AgentChanged.Change.CREATED));
    }

    void edit(AgentSettings settings, ObjectNode configuration, Instant now) {
        take(settings, configuration, now);
        registerEvent(new AgentChanged(id, AgentChanged.Change.EDITED));
    }

    /** Whether that changed anything. */
    boolean enable(boolean wanted, Instant now) {
        if (enabled == wanted) {
            return false;
        }
        enabled = wanted;
        changedAt = now;
        registerEvent(
                new AgentChanged(
                        id, wanted ? AgentChanged.Change.ENABLED : AgentChanged.Change.DISABLED));
        return true;
    }

    void changedBy(String name) {
        changedBy = name;
    }

    void delete() {
        registerEvent(new AgentChanged(id, AgentChanged.Change.DELETED));
    }

    void shared() {
        registerEvent(new AgentChanged(id, AgentChanged.Change.SHARED));
    }

    private void take(AgentSettings settings, ObjectNode configuration, Instant now) {
        AgentRefused.ifAny(settings.faults());
        name = settings.name();
        description = settings.description();
        release = settings.release();
        capabilities.clear();
        capabilities.addAll(settings.capabilities());
        maxConcurrentTasks = settings.limits().maxConcurrentTasks();
        rateLimit = settings.limits().rateLimit();
        timeoutSeconds = (int) settings.limits().timeout().toSeconds();
        retries = settings.limits().retries();
        costPerRequest = settings.costPerRequest();
        this.configuration = AgentConfiguration.write(configuration);
        promptId = AgentConfiguration.reference(configuration, "prompt_id");
        connectionId = AgentConfiguration.reference(configuration, "connection_id");
        parsed = null;
        changedAt = now;
    }

    public AgentId id() {
        return id;
    }

    /** The tenant that may change it; the platform's own for shared agents. */
    public TenantId owner() {
        return id.tenant();
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    /** Its own version, for people: {@code 1.0.0}. */
    public String release() {
        return release;
    }

    public String kind() {
        return kind;
    }

    public SortedSet<String> capabilities() {
        return new TreeSet<>(capabilities);
    }

    public boolean can(String capability) {
        return capabilities.contains(capability);
    }

    public int maxConcurrentTasks() {
        return maxConcurrentTasks;
    }

    /** Requests a minute for each tenant that uses it. */
    public int rateLimit() {
        return rateLimit;
    }

    public Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** Attempts after the first, while nothing of an answer has come. */
    public int retries() {
        return retries;
    }

    /** Nano-units of the owner's currency. */
    public long costPerRequest() {
        return costPerRequest;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** Address of a person or name of a key; empty when nobody has since it was made. */
    public Optional<String> changedBy() {
        return Optional.ofNullable(changedBy);
    }

    /** Template that it renders, when its kind has one. */
    public Optional<PromptId> prompt() {
        return Optional.ofNullable(promptId).map(prompt -> new PromptId(id.tenant(), prompt));
    }

    public AgentSettings settings() {
        return new AgentSettings(
                name,
                description,
                release,
                capabilities(),
                new AgentLimits(maxConcurrentTasks, rateLimit, timeout(), retries),
                costPerRequest);
    }

    public long version() {
        return version == null ? 0 : version;
    }

    /** The stored configuration, secrets sealed; a copy. */
    ObjectNode configuration() {
        return AgentConfiguration.read(configuration);
    }

    /** The configuration as its kind's own type, read once. */
    <T> T configuration(Class<T> type) {
        var known = parsed;
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        var read = AgentConfiguration.read(configuration, type);
        parsed = read;
        return read;
    }
}
