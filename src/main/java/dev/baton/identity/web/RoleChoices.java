package dev.baton.identity.web;

import dev.baton.identity.RoleReach;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;

/** Roles to choose from, each with the sentence that says what it may do. */
@Component
class RoleChoices {

    private final EnumChoices choices;

    RoleChoices(EnumChoices choices) {
        this.choices = choices;
    }

    /** Those the viewer may give. */
    List<Choice> reachedBy(Actor viewer) {
        return RoleReach.of(viewer).stream().map(this::choice).toList();
    }

    /** Those somebody of the tenant may have. */
    List<Choice> all(TenantId tenant) {
        return Arrays.stream(Role.values())
                .filter(it -> it != Role.PLATFORM_ADMIN || tenant.equals(TenantId.PLATFORM))
                .map(this::choice)
                .toList();
    }

    /** Null for no role, and for a text that is none. */
    static @Nullable Role parse(String text) {
        return EnumChoices.parse(Role.class, text);
    }

    private Choice choice(Role role) {
        var key = "identity.role." + role.wire();
        return Choice.of(role.name(), choices.text(key), choices.text(key + ".may"));
    }
}
