package dev.baton.identity;

import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;

import java.time.Instant;

/** What a person is in a tenant. */
@Entity
@Table(name = "membership")
public class Membership extends AbstractAggregateRoot<Membership> {

    @EmbeddedId private MembershipId id;

    @Enumerated(EnumType.STRING)
    private Role role;

    private Instant createdAt;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    Membership(MembershipId id, Role role, Instant now) {
        this.id = id;
        this.role = role;
        this.createdAt = now;
        registerEvent(new AccountChanged(id.account()));
    }

    /** The role that rules a tenant; there is always somebody who holds it. */
    static Role governing(TenantId tenant) {
        return tenant.equals(TenantId.PLATFORM) ? Role.PLATFORM_ADMIN : Role.TENANT_OWNER;
    }

    void become(Role other) {
        if (role != other) {
            role = other;
            registerEvent(new AccountChanged(id.account()));
        }
    }

    /** The last thing that happens to it. */
    void leave() {
        registerEvent(new AccountChanged(id.account()));
    }

    public MembershipId id() {
        return id;
    }

    public Role role() {
        return role;
    }

    boolean governs() {
        return role == governing(id.tenant());
    }

    public Instant createdAt() {
        return createdAt;
    }
}
