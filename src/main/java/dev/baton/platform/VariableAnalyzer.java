package dev.baton.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the variable whose value does not fit, as the operator knows it: {@code GLOBAL_RATE_LIMIT},
 * not {@code baton.limit.global}. Its value is not repeated, because it may be a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class VariableAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}].*");

    private final Environment environment;

    VariableAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException failure) {
        return failure.getCause() instanceof BindValidationException invalid
                ? invalid(invalid, failure)
                : unreadable(failure);
    }

    private @Nullable FailureAnalysis unreadable(BindException failure) {
        var property = failure.getProperty();
        var name = property == null ? failure.getName() : property.getName();
        var wanted = wanted(failure.getTarget().getType().resolve(Object.class));
        return variable(name)
                .map(variable -> analysis(variable, "is not " + wanted, failure))
                .orElse(null);
    }

    private @Nullable FailureAnalysis invalid(BindValidationException invalid, BindException cause) {
        var errors = invalid.getValidationErrors();
        for (var error : errors) {
            if (error instanceof FieldError field) {
                var name = errors.getName().append(kebab(field.getField()));
                var variable = variable(name);
                if (variable.isPresent()) {
                    var rule = Objects.requireNonNullElse(field.getDefaultMessage(), "is refused");
                    return analysis(variable.get(), rule, cause);
                }
            }
        }
        return null;
    }

    private static FailureAnalysis analysis(String variable, String fact, BindException cause) {
        return new FailureAnalysis(
                variable + " " + fact + ".",
                "Correct it; .env.example says what it is for and shows its default.",
                cause);
    }

    /** The variable that gives a property its value, unless someone set the property itself. */
    private Optional<String> variable(ConfigurationPropertyName property) {
        if (!(environment instanceof ConfigurableEnvironment sources)) {
            return Optional.empty();
        }
        return sources.getPropertySources().stream()
                .map(source -> source.getProperty(property.toString()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(value -> VARIABLE.matcher(value.toString()))
                .filter(Matcher::matches)
                .map(match -> match.group(1));
    }

    private static String wanted(Class<?> type) {
        if (type == Duration.class) {
            return "a time such as 30s, 5m or 2h";
        }
        if (type == DataSize.class) {
            return "a size such as 512KB or 4MB";
        }
        if (type == InetAddress.class) {
            return "an address of this machine";
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return "a whole number";
        }
        return "of the kind that is wanted";
    }

    private static String kebab(String field) {
        return field.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
