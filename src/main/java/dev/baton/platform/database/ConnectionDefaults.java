package dev.baton.platform.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every connection is opened with unless {@code DATABASE_URL} says otherwise. */
final class ConnectionDefaults {

    /** How long a statement of the application may stay unanswered. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /** Migrations wait for one another's lock and may rebuild a table. */
    static final Duration SILENCE_OF_MIGRATIONS = Duration.ofMinutes(30);

    private ConnectionDefaults() {}

    static Map<String, String> of(String hosts, Duration silence) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("connectionTimeZone", "UTC");
        defaults.put("forceConnectionTimeZoneToSession", "true");
        defaults.put("connectTimeout", "2000");
        // Without it a silent network holds a thread and its connection for ever.
        defaults.put("socketTimeout", Long.toString(silence.toMillis()));
        defaults.put("tcpKeepAlive", "true");
        defaults.put("socketFactory", CuttableSockets.class.getName());
        // A wait for a row ends in an error one can retry before the socket gives up on it.
        defaults.put("sessionVariables", "innodb_lock_wait_timeout=5");
        defaults.put("rewriteBatchedStatements", "true");
        defaults.put("cachePrepStmts", "true");
        defaults.put("prepStmtCacheSize", "500");
        defaults.put("prepStmtCacheSqlLimit", "8192");
        defaults.put("cacheResultSetMetadata", "true");
        defaults.put("cacheServerConfiguration", "true");
        defaults.put("useLocalSessionState", "true");
        defaults.put("maintainTimeStats", "false");
        if (hosts.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?")) {
            // MySQL's own login without TLS; nobody can stand between us and this machine.
            defaults.put("allowPublicKeyRetrieval", "true");
        }
        return defaults;
    }
}
