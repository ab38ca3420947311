package dev.baton.identity.web;

import dev.baton.identity.RoleReach;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;

/** Roles to choose from, each with the sentence that says what it may do. */
@Component
class RoleChoices {

    private final MessageSource messages;

    RoleChoices(MessageSource messages) {
        this.messages = messages;
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
        return Arrays.stream(Role.values())
                .filter(it -> it.name().equals(text))
                .findFirst()
                .orElse(null);
    }

    private Choice choice(Role role) {
        var key = "identity.role." + role.wire();
        return Choice.of(role.name(), text(key), text(key + ".may"));
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
