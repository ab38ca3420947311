package dev.baton.approval;

import dev.baton.identity.AccountId;
import dev.baton.identity.Email;
import dev.baton.identity.Standing;
import dev.baton.identity.Standings;
import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which person an actor is: a key stands for whoever made it, the system for nobody. */
@Component
class Approvers {

    /** Keys that made keys that made keys; more is nobody's doing. */
    private static final int LONGEST_LINE = 20;

    private final Standings standings;
    private final ApiKeys keys;
    private final HandoverStore handovers;
    private final Clock clock;

    Approvers(Standings standings, ApiKeys keys, HandoverStore handovers, Clock clock) {
        this.standings = standings;
        this.keys = keys;
        this.handovers = handovers;
        this.clock = clock;
    }

    /**
     * The person as they stand now, if they have the right themselves. What a key made is of no
     * person, and neither is a key whose maker is gone. A person stands in for others themselves,
     * never by a key.
     */
    Optional<Approver> of(Actor by) {
        var alone = alone(by);
        return by.kind() == Actor.Kind.ACCOUNT
                ? alone.map(who -> who.standingInFor(standsInFor(by.tenant(), who)))
                : alone;
    }

    /** People who have handed over to them and could decide themselves; nobody hands over twice. */
    private List<Approver.Absent> standsInFor(TenantId tenant, Approver who) {
        return handovers.absentFor(tenant, who.account(), clock.instant()).stream()
                .flatMap(account -> person(tenant, account, null).stream())
                .map(person -> new Approver.Absent(person.account(), person.email()))
                .toList();
    }

    /** Somebody who may decide in a tenant, whatever they have of others. */
    Optional<Approver> alone(TenantId tenant, UUID account) {
        return person(tenant, account, null);
    }

    private Optional<Approver> alone(Actor by) {
        return switch (by.kind()) {
            case ACCOUNT -> person(by.tenant(), by.requiredId(), null);
            case KEY ->
                    keys.maker(new ApiKeyId(by.tenant(), by.requiredId()))
                            .flatMap(maker -> person(by.tenant(), maker, by.requiredId()));
            case SYSTEM -> Optional.empty();
        };
    }

    Requester requester(Actor by) {
        return new Requester(by.kind(), by.id(), shortened(by.name()), behind(by));
    }

    /** A reason of the system may be long; an address or the name of a key never is. */
    private static String shortened(String name) {
        return name.length() <= Email.MAX_LENGTH ? name : name.substring(0, Email.MAX_LENGTH);
    }

    /**
     * The account at the beginning of the line: also what one's key's key asks for is one's own.
     */
    private @Nullable UUID behind(Actor by) {
        if (by.kind() != Actor.Kind.KEY) {
            return by.id();
        }
        var maker = by.requiredId();
        for (var step = 0; step < LONGEST_LINE; step++) {
            var next = keys.maker(new ApiKeyId(by.tenant(), maker));
            if (next.isEmpty()) {
                return step == 0 ? null : maker;
            }
            maker = next.get();
        }
        return null;
    }

    private Optional<Approver> person(TenantId tenant, UUID account, @Nullable UUID key) {
        return standings
                .of(new AccountId(account))
                .filter(Standing::active)
                .filter(standing -> mayDecide(standing, tenant))
                .map(standing -> approver(standing, tenant, key));
    }

    private static boolean mayDecide(Standing standing, TenantId tenant) {
        return standing.permissionsIn(tenant)
                .filter(rights -> rights.contains(Permission.APPROVALS_WRITE))
                .isPresent();
    }

    private static Approver approver(Standing standing, TenantId tenant, @Nullable UUID key) {
        var roles = EnumSet.noneOf(Role.class);
        if (standing.roles().get(tenant) instanceof Role own) {
            roles.add(own);
        }
        if (standing.isOperator()) {
            roles.add(Role.PLATFORM_ADMIN);
        }
        return new Approver(standing.account().value(), standing.email().value(), roles, key);
    }
}
