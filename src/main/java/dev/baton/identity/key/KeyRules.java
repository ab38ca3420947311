package dev.baton.identity.key;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a new key may be. Above all: it may never do more than the one who makes it. */
final class KeyRules {

    private static final int HIGHEST_RATE = 1_000_000;
    private static final int MOST_NETWORKS = 20;
    private static final Duration LONGEST_GRACE = Duration.ofDays(7);

    private final Duration longestLifetime;

    KeyRules(Duration longestLifetime) {
        this.longestLifetime = longestLifetime;
    }

    void check(TenantId tenant, NewKey key, Instant expiresAt, KeyMaker maker, Instant now) {
        var wrong = new ArrayList<FieldProblem>();
        name(key).ifPresent(wrong::add);
        wrong.addAll(scopes(tenant, key, maker.actor()));
        expiry(expiresAt, now).or(() -> expiry(expiresAt, maker.key())).ifPresent(wrong::add);
        rate(key).or(() -> rate(key, maker.key())).ifPresent(wrong::add);
        networks(key).or(() -> networks(key, maker.key())).ifPresent(wrong::add);
        if (!wrong.isEmpty()) {
            throw new KeyRefused(wrong);
        }
    }

    /** How long a key may hold beside its successor. */
    static void checkGrace(Duration grace) {
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new KeyRefused(
                    List.of(
                            new FieldProblem(
                                    "grace_seconds",
                                    "grace_range",
                                    "From 0 to " + LONGEST_GRACE.toSeconds() + ".")));
        }
    }

    private static Optional<FieldProblem> name(NewKey key) {
        if (key.name().isBlank()) {
            return wrong("name", "required", "A key needs a name.");
        }
        return key.name().strip().length() > NewKey.LONGEST_NAME
                ? wrong("name", "too_long", "At most " + NewKey.LONGEST_NAME + " characters.")
                : Optional.empty();
    }

    private static List<FieldProblem> scopes(TenantId tenant, NewKey key, Actor by) {
        if (key.scopes().isEmpty()) {
            return List.of(
                    new FieldProblem("scopes", "required", "A key needs at least one scope."));
        }
        return key.scopes().stream()
                .sorted()
                .flatMap(
                        scope ->
                                Permission.ofWire(scope)
                                        .map(it -> scope(tenant, it, by).stream())
                                        .orElseGet(
                                                () ->
                                                        wrong(
                                                                "scopes",
                                                                "unknown_scope",
                                                                "There is no scope " + scope + ".")
                                                                .stream()))
                .toList();
    }

    private static Optional<FieldProblem> scope(TenantId tenant, Permission scope, Actor by) {
        if (scope.isPlatform() && !tenant.equals(TenantId.PLATFORM)) {
            return wrong(
                    "scopes",
                    "platform_scope",
                    "Only keys of the platform may have the scope " + scope.wire() + ".");
        }
        return by.may(scope)
                ? Optional.empty()
                : wrong(
                        "scopes",
                        "scope_not_held",
                        "You cannot give the scope "
                                + scope.wire()
                                + " because you do not have it.");
    }

    private Optional<FieldProblem> expiry(Instant expiresAt, Instant now) {
        if (!expiresAt.isAfter(now)) {
            return wrong("expires_at", "in_the_past", "The expiry must lie in the future.");
        }
        return expiresAt.isAfter(now.plus(longestLifetime))
                ? wrong(
                        "expires_at",
                        "too_far",
                        "A key may live " + longestLifetime.toDays() + " days at most.")
                : Optional.empty();
    }

    private static Optional<FieldProblem> rate(NewKey key) {
        var rate = key.requestsPerMinute();
        return rate == null || (rate > 0 && rate <= HIGHEST_RATE)
                ? Optional.empty()
                : wrong("requests_per_minute", "out_of_range", "From 1 to " + HIGHEST_RATE + ".");
    }

    private static Optional<FieldProblem> expiry(Instant expiresAt, @Nullable LiveKey maker) {
        return maker == null || !expiresAt.isAfter(maker.expiresAt())
                ? Optional.empty()
                : wrong(
                        "expires_at",
                        "beyond_own",
                        "Your own key ends at "
                                + maker.expiresAt()
                                + "; a key it makes cannot end later.");
    }

    private static Optional<FieldProblem> rate(NewKey key, @Nullable LiveKey maker) {
        var own = maker == null ? null : maker.requestsPerMinute();
        var rate = key.requestsPerMinute();
        return own == null || (rate != null && rate <= own)
                ? Optional.empty()
                : wrong(
                        "requests_per_minute",
                        "beyond_own",
                        "Your own key is limited to "
                                + own
                                + " requests a minute; a key it makes needs a limit of at most "
                                + own
                                + ".");
    }

    private static Optional<FieldProblem> networks(NewKey key) {
        if (key.networks().size() > MOST_NETWORKS) {
            return wrong("networks", "too_many", "At most " + MOST_NETWORKS + " ranges.");
        }
        return key.networks().stream()
                .filter(text -> !KeyNetworks.isRange(text))
                .findFirst()
                .flatMap(
                        text ->
                                wrong(
                                        "networks",
                                        "no_network",
                                        "Not an address or range such as 203.0.113.0/24: " + text));
    }

    private static Optional<FieldProblem> networks(NewKey key, @Nullable LiveKey maker) {
        return maker == null || maker.networks().cover(KeyNetworks.of(key.networks()))
                ? Optional.empty()
                : wrong(
                        "networks",
                        "beyond_own",
                        "Your own key can be used only from "
                                + maker.networks()
                                + "; a key it makes needs ranges within these.");
    }

    private static Optional<FieldProblem> wrong(String field, String code, String message) {
        return Optional.of(new FieldProblem(field, code, message));
    }
}
