package dev.baton.platform.database;

import dev.baton.platform.BadConfiguration;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A database as {@code DATABASE_URL} names it: {@code
 * mysql://user:password@host:port/schema?params} or the same with {@code jdbc:} before it.
 * Parameters written by the operator win over ours.
 *
 * @param hosts host and port as written; several hosts are passed on as they are
 * @param parameters Connector/J's, still encoded as they stood in the URL
 */
public record DatabaseUrl(
        String hosts,
        String schema,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> parameters) {

    private static final String FORM = "mysql://user:password@host:3306/database";
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?:jdbc:)?mysql://(?:(?<login>[^/?]*)@)?(?<hosts>[^/?@]+)(?:/(?<schema>[^?/]*))?(?:\\?(?<parameters>.*))?");

    /** Reads the value of {@code DATABASE_URL}; what is wrong with it stops the start. */
    public static DatabaseUrl parse(String value) {
        var shape = SHAPE.matcher(value.strip());
        if (!shape.matches()) {
            throw wrong("is no MySQL address");
        }
        var schema = shape.group("schema");
        if (schema == null || schema.isEmpty()) {
            throw wrong("names no database after the host");
        }
        var parameters = parameters(shape.group("parameters"));
        var login = shape.group("login");
        var user = login == null ? parameters.remove("user") : before(login, ':');
        var password = login == null ? parameters.remove("password") : after(login, ':');
        return new DatabaseUrl(
                checkedHosts(shape.group("hosts")),
                decoded(schema),
                user == null ? null : decoded(user),
                password == null ? null : decoded(password),
                parameters);
    }

    /** The address for the pool: a query that outlives {@code silence} loses its connection. */
    String jdbcUrl(Duration silence) {
        var all = new LinkedHashMap<>(ConnectionDefaults.of(hosts, silence));
        all.putAll(parameters);
        var query =
                all.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&"));
        return "jdbc:mysql://" + hosts + "/" + encoded(schema) + "?" + query;
    }

    /** Opens one connection outside every pool. The caller closes it. */
    public Connection connect() throws SQLException {
        var login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        return DriverManager.getConnection(jdbcUrl(ConnectionDefaults.SILENCE), login);
    }

    /** The port of the one host, or MySQL's. */
    int port() {
        var index = hosts.lastIndexOf(':');
        return index < 0 ? 3306 : Integer.parseInt(hosts.substring(index + 1));
    }

    /** The same server and login with another schema. */
    public DatabaseUrl withSchema(String other) {
        return new DatabaseUrl(hosts, other, user, password, parameters);
    }

    /** The value that {@code DATABASE_URL} would have. It holds the password: never log it. */
    public String value() {
        var login =
                user == null
                        ? ""
                        : encoded(user) + (password == null ? "" : ":" + encoded(password)) + "@";
        var query =
                parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&"));
        return "mysql://"
                + login
                + hosts
                + "/"
                + encoded(schema)
                + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public String toString() {
        return "mysql://" + hosts + "/" + schema;
    }

    private static String checkedHosts(String hosts) {
        for (var host : hosts.split(",")) {
            var port = host.replaceFirst("^(\\[[^]]*]|[^:\\[]*)", "");
            if (!port.isEmpty() && !port.matches(":[0-9]{1,5}")) {
                throw wrong("has a port that is not a number");
            }
        }
        return hosts;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (var pair : query.split("&")) {
            var value = after(pair, '=');
            if (value == null) {
                throw wrong("has a parameter without a value after the question mark");
            }
            var name = before(pair, '=');
            // How hosting platforms write it; the driver only knows its own spelling.
            if (name.equalsIgnoreCase("ssl-mode") || name.equalsIgnoreCase("sslmode")) {
                parameters.put("sslMode", value.toUpperCase(Locale.ROOT).replace('-', '_'));
            } else {
                parameters.put(name, value);
            }
        }
        return parameters;
    }

    private static String before(String text, char separator) {
        var index = text.indexOf(separator);
        return index < 0 ? text : text.substring(0, index);
    }

    private static @Nullable String after(String text, char separator) {
        var index = text.indexOf(separator);
        return index < 0 ? null : text.substring(index + 1);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "has a % that is not followed by two hexadecimal digits (a % itself is %25)");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static BadConfiguration wrong(String fact) {
        return new BadConfiguration("DATABASE_URL", fact, "Write it as " + FORM + ".");
    }
}
