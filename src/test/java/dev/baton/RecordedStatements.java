package dev.baton;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import javax.sql.DataSource;

/** Listens to what a test's own thread says to the database, and asks how queries are run. */
@Component
public class RecordedStatements implements BeanPostProcessor {

    private static final ThreadLocal<List<Recorded>> RECORDING = new ThreadLocal<>();
    private static final ThreadLocal<String> REFUSED = new ThreadLocal<>();

    /**
     * @param plan a line for each table that a query or a deletion reads
     */
    public record Recorded(String sql, List<Access> plan) {}

    /**
     * How a query comes to the rows of a table.
     *
     * @param type {@code ALL} for the whole table, {@code index} for a whole index
     * @param extra what else is done, such as {@code Using filesort}
     */
    public record Access(String table, String type, String key, String extra) {}

    /** The statements that the action makes on this thread. */
    public static List<Recorded> during(Runnable action) {
        var recorded = new ArrayList<Recorded>();
        RECORDING.set(recorded);
        try {
            action.run();
        } finally {
            RECORDING.remove();
        }
        return recorded;
    }

    /** What the action returns while the database refuses all of its statements with these words. */
    public static <T> T refusing(String words, Supplier<T> action) {
        REFUSED.set(words);
        try {
            return action.get();
        } finally {
            REFUSED.remove();
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Listening(source) : bean;
    }

    private static final class Listening extends DelegatingDataSource {

        private Listening(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection = super.getConnection();
            return RECORDING.get() == null && REFUSED.get() == null
                    ? connection
                    : listening(connection);
        }
    }

    private static Connection listening(Connection connection) {
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    refuse(method, arguments);
                    var result = call(connection, method, arguments);
                    return result instanceof PreparedStatement statement
                            ? listening(connection, statement, (String) arguments[0])
                            : result;
                });
    }

    private static void refuse(Method method, Object[] arguments) throws SQLException {
        var words = REFUSED.get();
        if (words != null
                && method.getName().startsWith("prepare")
                && ((String) arguments[0]).contains(words)) {
            throw new SQLException("Refused by the test");
        }
    }

    private static PreparedStatement listening(
            Connection connection, PreparedStatement statement, String sql) {
        var values = new ArrayList<Call>();
        return proxy(
                PreparedStatement.class,
                (method, arguments) -> {
                    if (method.getName().startsWith("set") && arguments.length > 1) {
                        values.add(new Call(method, arguments));
                    } else if (method.getName().startsWith("execute")) {
                        note(connection, sql, values);
                    }
                    return call(statement, method, arguments);
                });
    }

    private static void note(Connection connection, String sql, List<Call> values)
            throws Throwable {
        var recorded = RECORDING.get();
        if (recorded != null) {
            recorded.add(new Recorded(sql, hasPlan(sql) ? plan(connection, sql, values) : List.of()));
        }
    }

    private static boolean hasPlan(String sql) {
        return sql.strip().toLowerCase(Locale.ROOT).matches("(?s)\\(?\\s*(select|delete)\\b.*\\bfrom\\b.*");
    }

    /** As if the tables were big: otherwise one that fits a page is simply read. */
    private static List<Access> plan(Connection connection, String sql, List<Call> values)
            throws Throwable {
        var plan = new ArrayList<Access>();
        try (var settings = connection.createStatement();
                var explain = connection.prepareStatement("EXPLAIN FORMAT=TRADITIONAL " + sql)) {
            settings.execute("SET SESSION max_seeks_for_key = 1");
            for (var value : values) {
                call(explain, value.method(), value.arguments());
            }
            try (var rows = explain.executeQuery()) {
                while (rows.next()) {
                    plan.add(
                            new Access(
                                    String.valueOf(rows.getString("table")),
                                    String.valueOf(rows.getString("type")),
                                    String.valueOf(rows.getString("key")),
                                    String.valueOf(rows.getString("Extra"))));
                }
            }
            settings.execute("SET SESSION max_seeks_for_key = DEFAULT");
        }
        return plan;
    }

    private record Call(Method method, Object[] arguments) {}

    /** A call of a proxy. */
    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) ->
                                handler.handle(
                                        method, arguments == null ? new Object[0] : arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
