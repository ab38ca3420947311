package dev.baton.trigger;

import dev.baton.identity.AccountId;
import dev.baton.identity.Standing;
import dev.baton.identity.Standings;
import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyNotFound;
import dev.baton.identity.key.KeyState;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.Set;

/** In whose name a trigger acts, as they stand now: with no more rights than runs need. */
@Component
class Makers {

    private static final Set<Permission> RUNS = Set.of(Permission.RUNS_WRITE);

    private final Standings standings;
    private final ApiKeys keys;

    Makers(Standings standings, ApiKeys keys) {
        this.standings = standings;
        this.keys = keys;
    }

    /** Empty when they may begin no runs any more. Not within a transaction. */
    Optional<Actor> of(Trigger trigger) {
        var maker = trigger.actor();
        var tenant = trigger.id().tenant();
        return switch (maker.kind()) {
            case ACCOUNT ->
                    standings
                            .of(new AccountId(maker.id()))
                            .filter(Standing::active)
                            .filter(
                                    standing ->
                                            standing.permissionsIn(tenant)
                                                    .filter(it -> it.containsAll(RUNS))
                                                    .isPresent())
                            .map(
                                    standing ->
                                            Actor.account(
                                                    tenant,
                                                    maker.id(),
                                                    standing.email().value(),
                                                    RUNS));
            case KEY -> key(trigger);
            case SYSTEM -> Optional.empty();
        };
    }

    private Optional<Actor> key(Trigger trigger) {
        var maker = trigger.actor();
        var tenant = trigger.id().tenant();
        try {
            var key =
                    keys.find(
                            new ApiKeyId(tenant, maker.id()),
                            Actor.system(tenant, "trigger", Permission.KEYS_READ));
            return key.state() == KeyState.ACTIVE && key.scopes().containsAll(RUNS)
                    ? Optional.of(Actor.key(tenant, maker.id(), key.name(), RUNS))
                    : Optional.empty();
        } catch (KeyNotFound gone) {
            return Optional.empty();
        }
    }
}
