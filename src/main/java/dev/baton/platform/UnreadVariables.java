package dev.baton.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names at the start what somebody has set and nothing reads, so that nobody relies on it. The
 * process's own environment is full of what is not for Baton; a line of {@code .env} is meant for it.
 */
@Component
class UnreadVariables {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadVariables.class);

    private static final Pattern READ = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}]");
    private static final String FILE = ".env]";
    private static final String REDIS = "REDIS_URI";

    /** More slips than that, and it is another word. */
    private static final int SLIPS = 3;

    private final ConfigurableEnvironment environment;

    UnreadVariables(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationStartedEvent.class)
    void tell() {
        if (environment.containsProperty(REDIS)) {
            LOG.warn(
                    "{} is set, but nothing reads it: each instance counts rate limits for itself",
                    REDIS);
        }
        var read = read();
        inFile().filter(name -> !read.contains(name) && !name.equals(REDIS))
                .forEach(name -> tell(name, read));
    }

    private static void tell(String name, Set<String> read) {
        nearest(name, read)
                .ifPresentOrElse(
                        meant ->
                                LOG.warn(
                                        "{} in .env is not read by anything; is {} meant?",
                                        name,
                                        meant),
                        () -> LOG.warn("{} in .env is not read by anything", name));
    }

    /** What the settings take from variables, which is all that Baton reads of them. */
    private Set<String> read() {
        return files()
                .flatMap(file -> file.getSource().values().stream())
                .flatMap(value -> READ.matcher(value.toString()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names with dots are settings of the framework, which are not ours to know. */
    private Stream<String> inFile() {
        return files()
                .filter(file -> file.getName().contains(FILE))
                .flatMap(file -> Arrays.stream(file.getPropertyNames()))
                .filter(name -> !name.contains("."))
                .distinct();
    }

    private Stream<OriginTrackedMapPropertySource> files() {
        return environment.getPropertySources().stream()
                .filter(OriginTrackedMapPropertySource.class::isInstance)
                .map(OriginTrackedMapPropertySource.class::cast);
    }

    private static Optional<String> nearest(String name, Set<String> read) {
        return read.stream()
                .min(Comparator.comparingInt(one -> slips(name, one)))
                .filter(one -> slips(name, one) <= SLIPS);
    }

    /** Letters to leave out, put in or change until one word is the other. */
    private static int slips(String one, String other) {
        var before = IntStream.rangeClosed(0, other.length()).toArray();
        for (var i = 1; i <= one.length(); i++) {
            var now = new int[before.length];
            now[0] = i;
            for (var j = 1; j < now.length; j++) {
                var same = one.charAt(i - 1) == other.charAt(j - 1);
                now[j] =
                        Math.min(
                                before[j - 1] + (same ? 0 : 1), 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
