package dev.baton.state.api;

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

/**
 * Whether who began to follow changes may still read them: a stream outlives its request's check.
 */
@Component
class StateReaders {

    private final ApiKeys keys;
    private final Standings standings;

    StateReaders(ApiKeys keys, Standings standings) {
        this.keys = keys;
        this.standings = standings;
    }

    boolean mayStill(Actor by) {
        return switch (by.kind()) {
            case KEY -> isGood(by);
            case ACCOUNT ->
                    standings
                            .of(new AccountId(by.requiredId()))
                            .filter(Standing::active)
                            .flatMap(standing -> standing.permissionsIn(by.tenant()))
                            .filter(rights -> rights.contains(Permission.STATE_READ))
                            .isPresent();
            case SYSTEM -> true;
        };
    }

    private boolean isGood(Actor by) {
        try {
            var key =
                    keys.find(
                            new ApiKeyId(by.tenant(), by.requiredId()),
                            Actor.system(by.tenant(), "state stream", Permission.KEYS_READ));
            return key.state() == KeyState.ACTIVE && key.scopes().contains(Permission.STATE_READ);
        } catch (KeyNotFound gone) {
            return false;
        }
    }
}
