package dev.baton.identity.key;

import dev.baton.identity.AccountId;
import dev.baton.identity.Standing;
import dev.baton.identity.Standings;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import org.springframework.stereotype.Component;

/**
 * Whether who began to follow something may still read it: a stream outlives its request's check.
 */
@Component
public class Readers {

    private final ApiKeys keys;
    private final Standings standings;

    Readers(ApiKeys keys, Standings standings) {
        this.keys = keys;
        this.standings = standings;
    }

    public boolean mayStill(Actor by, Permission read) {
        return switch (by.kind()) {
            case KEY -> isGood(by, read);
            case ACCOUNT ->
                    standings
                            .of(new AccountId(by.requiredId()))
                            .filter(Standing::active)
                            .flatMap(standing -> standing.permissionsIn(by.tenant()))
                            .filter(rights -> rights.contains(read))
                            .isPresent();
            case SYSTEM -> true;
        };
    }

    private boolean isGood(Actor by, Permission read) {
        try {
            var key =
                    keys.find(
                            new ApiKeyId(by.tenant(), by.requiredId()),
                            Actor.system(by.tenant(), "stream", Permission.KEYS_READ));
            return key.state() == KeyState.ACTIVE && key.scopes().contains(read);
        } catch (KeyNotFound gone) {
            return false;
        }
    }
}
