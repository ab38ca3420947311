package dev.baton.identity.web;

import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Theme;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;

/** What one may choose for oneself. */
@Component
class ProfileChoices {

    private final TenantChoices tenants;
    private final MessageSource messages;

    ProfileChoices(TenantChoices tenants, MessageSource messages) {
        this.tenants = tenants;
        this.messages = messages;
    }

    List<Choice> languages() {
        return tenants.languages();
    }

    List<Choice> zones() {
        return tenants.zones();
    }

    List<Choice> themes() {
        return Arrays.stream(Theme.values())
                .map(it -> Choice.of(it.code(), text("layout.theme." + it.code())))
                .toList();
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
