package dev.baton.platform.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process with an embedded database, to be killed while it works. */
final class OtherServer {

    private final Process process;
    private final long databasePid;

    private OtherServer(Process process, long databasePid) {
        this.process = process;
        this.databasePid = databasePid;
    }

    /** Starts it and waits until it has written its row. */
    static OtherServer on(Path home, Path programs) throws IOException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherServer.class.getName(),
                                home.toString(),
                                programs.toAbsolutePath().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new OtherServer(process, pidIn(process.inputReader()));
    }

    public static void main(String[] arguments) throws Exception {
        var database = EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]), 32);
        try (var connection = database.url().connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE note (text VARCHAR(20))");
            statement.execute("INSERT INTO note VALUES ('written by the other')");
        }
        System.out.println("pid " + database.pid());
        Thread.currentThread().join();
    }

    long pid() {
        return process.pid();
    }

    long databasePid() {
        return databasePid;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private static long pidIn(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("pid ")) {
                return Long.parseLong(line.substring(4));
            }
        }
        throw new IOException("The other server ended before it was ready");
    }
}
