package dev.baton.identity.key.web;

import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyState;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What one chooses from when making or looking for a key, in the viewer's words. */
@Component
class KeyChoices {

    static final int USUAL_DAYS = 90;

    /** In seconds. */
    static final String USUAL_GRACE = "86400";

    private static final int[] GRACES = {0, 3_600, 86_400, 604_800};
    private static final int[] DAYS = {7, 30, USUAL_DAYS, 180, 365};

    /** What most software needs, and no more. */
    private static final List<Permission> USUAL =
            List.of(Permission.MESSAGES_READ, Permission.MESSAGES_WRITE, Permission.AGENTS_READ);

    private final MessageSource messages;

    KeyChoices(MessageSource messages) {
        this.messages = messages;
    }

    List<Choice> states() {
        return Arrays.stream(KeyState.values())
                .map(it -> Choice.of(it.wire(), text("key.state." + it.wire())))
                .toList();
    }

    List<Choice> attentions() {
        return Stream.of(KeyCriteria.UNUSED, KeyCriteria.ENDING)
                .map(it -> Choice.of(it, text("key.attention." + it)))
                .toList();
    }

    static List<Choice> same(List<String> values) {
        return values.stream().map(it -> Choice.of(it, it)).toList();
    }

    /** The scopes the viewer may give, each with its name in the API below. */
    List<Choice> scopes(TenantId tenant, Actor viewer) {
        return Arrays.stream(Permission.values())
                .filter(ApiKeys.SCOPES::contains)
                .filter(viewer::may)
                .filter(it -> !it.isPlatform() || tenant.equals(TenantId.PLATFORM))
                .map(it -> Choice.of(it.wire(), words(it), it.wire()))
                .toList();
    }

    static List<String> usualScopes(Actor viewer) {
        return USUAL.stream().filter(viewer::may).map(Permission::wire).toList();
    }

    List<Choice> lifetimes() {
        return IntStream.of(DAYS)
                .mapToObj(it -> Choice.of(String.valueOf(it), text("key.lifetime.days", it)))
                .toList();
    }

    /** How long an old key may still hold, in seconds. */
    List<Choice> graces() {
        return IntStream.of(GRACES)
                .mapToObj(it -> Choice.of(String.valueOf(it), text("key.rotate.grace." + it)))
                .toList();
    }

    String words(Permission scope) {
        return text("key.scope." + scope.wire().replace(':', '_'));
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
