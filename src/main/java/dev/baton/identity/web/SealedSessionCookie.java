package dev.baton.identity.web;

import dev.baton.tenant.TenantId;
import dev.baton.vault.SecretUnreadable;
import dev.baton.vault.Vault;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.CookieSerializer;

import java.util.List;
import java.util.UUID;

/**
 * Sends a session's id in the cookie sealed, so that the ids in the database, a backup or a list of
 * queries let nobody in.
 */
class SealedSessionCookie implements CookieSerializer {

    private static final String PURPOSE = "session.cookie";

    /** A session's row cannot be told before the cookie is open. */
    private static final UUID NO_ROW = new UUID(0, 0);

    /** Of no session: who sends what is none of ours is told, as anybody, that it has ended. */
    private static final String NO_SESSION = "none";

    private final CookieSerializer cookies;
    private final Vault vault;

    SealedSessionCookie(CookieSerializer cookies, Vault vault) {
        this.cookies = cookies;
        this.vault = vault;
    }

    @Override
    public void writeCookieValue(CookieValue cookie) {
        var id = cookie.getCookieValue();
        // Without a value it is a cookie that ends one.
        var value = id.isEmpty() ? id : vault.seal(TenantId.PLATFORM, PURPOSE, NO_ROW, id);
        cookies.writeCookieValue(
                new CookieValue(cookie.getRequest(), cookie.getResponse(), value));
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return cookies.readCookieValues(request).stream().map(this::opened).toList();
    }

    private String opened(String sealed) {
        try {
            return vault.open(TenantId.PLATFORM, PURPOSE, NO_ROW, sealed);
        } catch (SecretUnreadable e) {
            return NO_SESSION;
        }
    }
}
