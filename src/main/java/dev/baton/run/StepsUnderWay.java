package dev.baton.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The attempts of a run that are being made, a thread each. */
final class StepsUnderWay {

    /** Of what asks people whether there may be an attempt. */
    static final int ASKING = 0;

    private final Map<String, Thread> threads = new ConcurrentHashMap<>();

    boolean isEmpty() {
        return threads.isEmpty();
    }

    /**
     * @param attempt {@link #ASKING} for none yet
     */
    void begin(String path, int attempt, Runnable making, Consumer<Throwable> broken) {
        var thread =
                Thread.ofVirtual()
                        .name("run-step-", 0)
                        .unstarted(
                                () -> {
                                    try {
                                        making.run();
                                    } catch (RuntimeException | Error fault) {
                                        broken.accept(fault);
                                    }
                                });
        threads.put(key(path, attempt), thread);
        thread.start();
    }

    /** Whether the thread that asks makes this attempt, and was not stopped. */
    boolean isMadeHere(String path, int attempt) {
        return threads.get(key(path, attempt)) == Thread.currentThread();
    }

    void ended(String path, int attempt) {
        threads.remove(key(path, attempt));
    }

    /**
     * Cancels what is under way at a step, or inside it or a scope; everything for the empty path.
     * What asks people is let be: it writes a few rows, and somebody may have answered before it
     * has heard that they are written.
     */
    void stop(String path) {
        threads.entrySet()
                .removeIf(
                        entry -> {
                            if (!isAt(entry.getKey(), path)) {
                                return false;
                            }
                            if (entry.getValue() != Thread.currentThread()
                                    && !entry.getKey().endsWith("#" + ASKING)) {
                                entry.getValue().interrupt();
                            }
                            return true;
                        });
    }

    private static String key(String path, int attempt) {
        return path + "#" + attempt;
    }

    private static boolean isAt(String key, String path) {
        var step = key.substring(0, key.lastIndexOf('#'));
        return path.isEmpty() || step.equals(path) || step.startsWith(path + "/");
    }
}
