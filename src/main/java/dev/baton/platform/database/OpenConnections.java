package dev.baton.platform.database;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens the connections that pools keep, and can cut all of them at once. */
final class OpenConnections extends DriverManagerDataSource {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    OpenConnections(String url, @Nullable String user, @Nullable String password) {
        setUrl(url);
        setUsername(user);
        setPassword(password);
    }

    @Override
    protected Connection getConnectionFromDriverManager(String url, Properties login)
            throws SQLException {
        var connection = super.getConnectionFromDriverManager(url, login);
        open.removeIf(OpenConnections::isClosed);
        open.add(connection);
        return connection;
    }

    /** Whoever waits for an answer on one of them gets an exception of a lost connection. */
    void cut() {
        open.forEach(CuttableSockets::cut);
    }

    /** What a pool grants for the whole of a login. */
    @Override
    public void setLoginTimeout(int seconds) {
        DriverManager.setLoginTimeout(seconds);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
