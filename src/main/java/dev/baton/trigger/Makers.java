package dev.baton.trigger;

import dev.baton.identity.AccountId;
import dev.baton.identity.Standing;
import dev.baton.identity.Standings;
import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyNotFound;
import dev.baton.identity.key.KeyState;
import dev.baton.identity.key.KeyView;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** In whose name a trigger acts, as they stand now: with no more rights than runs need. */
@Component
class Makers {

    private static final Set<Permission> RUNS = Set.of(Permission.RUNS_WRITE);

    private final Standings standings;
    private final ApiKeys keys;
    private final TriggerStore triggers;

    Makers(Standings standings, ApiKeys keys, TriggerStore triggers) {
        this.standings = standings;
        this.keys = keys;
        this.triggers = triggers;
    }

    /**
     * Who a trigger acts as.
     *
     * @param key with its own bounds, where it is one
     */
    record Acting(Actor actor, @Nullable KeyView key) {

        OptionalInt requestsPerMinute() {
            return key == null || key.requestsPerMinute() == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(key.requestsPerMinute());
        }
    }

    /** Empty when they may begin no runs any more. Not within a transaction. */
    Optional<Actor> of(Trigger trigger) {
        return acting(trigger).map(Acting::actor);
    }

    /** The same, with what bounds them. */
    Optional<Acting> acting(Trigger trigger) {
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
                                            new Acting(
                                                    Actor.account(
                                                            tenant,
                                                            maker.id(),
                                                            standing.email().value(),
                                                            RUNS),
                                                    null));
            case KEY ->
                    living(trigger)
                            .filter(key -> key.scopes().containsAll(RUNS))
                            .map(
                                    key ->
                                            new Acting(
                                                    Actor.key(
                                                            tenant,
                                                            key.id().value(),
                                                            key.name(),
                                                            RUNS),
                                                    key));
            case SYSTEM -> Optional.empty();
        };
    }

    /** The key, or the one that has taken its place; each is newer, so this comes to an end. */
    private Optional<KeyView> living(Trigger trigger) {
        var tenant = trigger.id().tenant();
        var by = Actor.system(tenant, "trigger", Permission.KEYS_READ);
        try {
            var key = keys.find(new ApiKeyId(tenant, trigger.actor().id()), by);
            while (key.state() != KeyState.ACTIVE && key.successor() instanceof UUID heir) {
                key = keys.find(new ApiKeyId(tenant, heir), by);
            }
            if (key.state() != KeyState.ACTIVE) {
                return Optional.empty();
            }
            follow(trigger, key);
            return Optional.of(key);
        } catch (KeyNotFound gone) {
            return Optional.empty();
        }
    }

    /** So that the way is short the next time. */
    private void follow(Trigger trigger, KeyView key) {
        var now = new Trigger.Maker(Actor.Kind.KEY, key.id().value(), key.name());
        if (!now.id().equals(trigger.actor().id())) {
            triggers.pass(trigger.id(), trigger.actor().id(), now);
        }
    }
}
