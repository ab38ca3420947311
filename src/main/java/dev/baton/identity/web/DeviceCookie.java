package dev.baton.identity.web;

import dev.baton.identity.AccountId;
import dev.baton.identity.KnownDevice;
import dev.baton.identity.SignInOrigin;
import dev.baton.platform.client.ClientPlace;
import dev.baton.tenant.TenantId;
import dev.baton.vault.SecretUnreadable;
import dev.baton.vault.Vault;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Lets a browser prove, long after a session has ended, who signed in from it. Sealed, so nobody
 * makes one up; it opens nothing, it only lets one try where strangers have used up the attempts.
 */
@Component
class DeviceCookie {

    private static final String NAME = "baton_device";
    private static final String HOST_BOUND = "__Host-baton_device";
    private static final String PURPOSE = "sign-in.device";
    private static final UUID NO_ROW = new UUID(0, 0);
    private static final Duration LIFETIME = Duration.ofDays(180);
    private static final int MOST_PEOPLE = 5;

    private final Vault vault;
    private final Clock clock;

    DeviceCookie(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    SignInOrigin origin(HttpServletRequest request) {
        return new SignInOrigin(ClientPlace.of(request.getRemoteAddr()), read(request));
    }

    /** Notes that this person has just proved here who they are. */
    void remember(AccountId account, HttpServletRequest request, HttpServletResponse response) {
        var earlier = read(request);
        var id = earlier.equals(KnownDevice.NONE) ? UUID.randomUUID() : earlier.id();
        var people = new LinkedHashMap<AccountId, Instant>();
        people.put(account, clock.instant());
        earlier.signedIn().entrySet().stream()
                .filter(it -> !it.getKey().equals(account))
                .sorted(Map.Entry.<AccountId, Instant>comparingByValue().reversed())
                .limit(MOST_PEOPLE - 1)
                .forEach(it -> people.put(it.getKey(), it.getValue()));
        var value = vault.seal(TenantId.PLATFORM, PURPOSE, NO_ROW, text(id, people));
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(value, request).toString());
    }

    private KnownDevice read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, name(request));
        if (cookie == null) {
            return KnownDevice.NONE;
        }
        try {
            return parse(vault.open(TenantId.PLATFORM, PURPOSE, NO_ROW, cookie.getValue()));
        } catch (SecretUnreadable e) {
            return KnownDevice.NONE;
        }
    }

    private static String text(UUID id, Map<AccountId, Instant> people) {
        return people.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining(" ", id + " ", ""));
    }

    private static KnownDevice parse(String text) {
        var parts = text.split(" ");
        return new KnownDevice(
                UUID.fromString(parts[0]),
                Arrays.stream(parts)
                        .skip(1)
                        .map(it -> it.split("="))
                        .collect(
                                Collectors.toMap(
                                        it -> AccountId.of(it[0]), it -> Instant.parse(it[1]))));
    }

    private static ResponseCookie cookie(String value, HttpServletRequest request) {
        return ResponseCookie.from(name(request), value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(LIFETIME)
                .build();
    }

    /** Over https no other host of the domain can plant it. */
    private static String name(HttpServletRequest request) {
        return request.isSecure() ? HOST_BOUND : NAME;
    }
}
