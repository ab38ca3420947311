package dev.baton.identity.web;

import dev.baton.identity.SignedInSessions.SignedIn;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A session as its owner recognises it.
 *
 * @param browser empty when it is none of the usual ones
 * @param system empty when it is none of the usual ones
 */
record SessionRow(
        String browser,
        String system,
        String place,
        Instant started,
        Instant lastUsed,
        boolean current) {

    /** What a user agent contains, in the order to look: every browser also claims to be others. */
    private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("Edg", "Edge");
        BROWSERS.put("OPR/", "Opera");
        BROWSERS.put("Firefox/", "Firefox");
        BROWSERS.put("Chrome/", "Chrome");
        BROWSERS.put("Safari/", "Safari");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Mac OS X", "macOS");
        SYSTEMS.put("Linux", "Linux");
    }

    static SessionRow of(SignedIn session) {
        return new SessionRow(
                find(BROWSERS, session.device()),
                find(SYSTEMS, session.device()),
                session.place(),
                session.started(),
                session.lastUsed(),
                session.current());
    }

    private static String find(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(it -> userAgent.contains(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
