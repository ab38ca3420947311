package dev.baton.drill;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

/**
 * Where a process dies by {@code kill -9}: at the n-th commit of the threads with a name, before it
 * (the effect has happened and nothing tells of it) or after it (it is told, and nobody has heard).
 * Who wants it dead after the acknowledgement kills it from outside.
 */
public record CrashPoint(Moment moment, String thread, int count) {

    /** For example {@code AFTER_EFFECT baton-commit 20}. */
    static final String VARIABLE = "DRILL_CRASH_POINT";

    private static final int SIGKILL = 9;

    private static final MethodHandle KILL =
            Linker.nativeLinker()
                    .downcallHandle(
                            Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    enum Moment {
        AFTER_EFFECT,
        AFTER_COMMIT
    }

    static Optional<CrashPoint> ofEnvironment() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(text -> text.split(" "))
                .map(
                        words ->
                                new CrashPoint(
                                        Moment.valueOf(words[0].toUpperCase(Locale.ROOT)),
                                        words[1],
                                        Integer.parseInt(words[2])));
    }

    String variable() {
        return moment + " " + thread + " " + count;
    }

    DataSource in(DataSource source) {
        var commits = new AtomicInteger();
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                return watched(super.getConnection(), commits);
            }
        };
    }

    private Connection watched(Connection connection, AtomicInteger commits) {
        return (Connection)
                Proxy.newProxyInstance(
                        CrashPoint.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            var counts =
                                    method.getName().equals("commit")
                                            && Thread.currentThread().getName().equals(thread)
                                            && commits.incrementAndGet() == count;
                            if (counts && moment == Moment.AFTER_EFFECT) {
                                die();
                            }
                            try {
                                var result = method.invoke(connection, arguments);
                                if (counts) {
                                    die();
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /** At once: a program that does it would leave the other threads time to go on. */
    private static void die() {
        try {
            var _ = (int) KILL.invokeExact((int) ProcessHandle.current().pid(), SIGKILL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
