package dev.baton.console.system;

import dev.baton.console.system.Variable.Source;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The variables that {@code application.yml} names, with their values in effect. */
@Component
class Variables {

    private static final String SETTINGS = "application.yml";
    private static final String FILE = ".env";

    /** A value of the settings that is a variable, perhaps with another one for its default. */
    private static final Pattern NAMED = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):");

    /** An address of a database holds its password. */
    private static final Pattern SECRET =
            Pattern.compile(".*(SECRET.*|_KEY|_TOKEN|_PASSWORD|DATABASE_URL)");

    private final ConfigurableEnvironment environment;

    Variables(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** By name. */
    List<Variable> all() {
        var expressions = new TreeMap<String, String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> settings
                    && source.getName().contains(SETTINGS)) {
                for (var name : settings.getPropertyNames()) {
                    note(String.valueOf(settings.getProperty(name)), expressions);
                }
            }
        }
        return expressions.entrySet().stream().map(this::read).toList();
    }

    private static void note(String value, Map<String, String> expressions) {
        var named = NAMED.matcher(value);
        while (named.find()) {
            // Of an inner variable the rest is its own expression, and one brace of the outer one.
            expressions.putIfAbsent(
                    named.group(1), named.start() == 0 ? value : "${" + named.group(1) + ":}");
        }
    }

    private Variable read(Map.Entry<String, String> named) {
        var name = named.getKey();
        var value = environment.resolvePlaceholders(named.getValue());
        var secret = SECRET.matcher(name).matches();
        return new Variable(name, secret ? "" : value, !value.isEmpty(), secret, source(name));
    }

    private Source source(String name) {
        return environment.getPropertySources().stream()
                .filter(source -> source.containsProperty(name))
                .map(Variables::kind)
                .findFirst()
                .orElse(Source.DEFAULT);
    }

    private static Source kind(PropertySource<?> source) {
        if (source.getName().contains(FILE)) {
            return Source.FILE;
        }
        return source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                        || source.getName().equals("commandLineArgs")
                ? Source.COMMAND_LINE
                : Source.ENVIRONMENT;
    }
}
