package dev.baton.run;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who began a run: its steps act in that name, with no more rights than asking agents needs.
 *
 * @param key null unless an API key did
 * @param account null unless a person did
 * @param name e-mail address, key name or the system's reason
 */
public record Starter(@Nullable UUID key, @Nullable UUID account, String name) {

    private static final int LONGEST = 200;

    static Starter of(Actor by) {
        var name = by.name().length() <= LONGEST ? by.name() : by.name().substring(0, LONGEST);
        return switch (by.kind()) {
            case KEY -> new Starter(by.requiredId(), null, name);
            case ACCOUNT -> new Starter(null, by.requiredId(), name);
            case SYSTEM -> new Starter(null, null, name);
        };
    }

    Actor actor(TenantId tenant) {
        var asking = Set.of(Permission.MESSAGES_WRITE);
        if (key != null) {
            return Actor.key(tenant, key, name, asking);
        }
        return account != null
                ? Actor.account(tenant, account, name, asking)
                : Actor.system(tenant, name, Permission.MESSAGES_WRITE);
    }
}
