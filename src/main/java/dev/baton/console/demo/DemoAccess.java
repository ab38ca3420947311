package dev.baton.console.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Everything that a person or a program needs to come in, as {@code demo.env} tells it. The names of
 * the variables are a contract with whoever sources that file.
 *
 * @param apiKey of the tenant acme
 * @param otherApiKey of the tenant siam
 */
record DemoAccess(
        String url,
        String apiKey,
        String otherApiKey,
        String adminEmail,
        String adminPassword,
        String ownerEmail,
        String ownerPassword) {

    /** Empty when a line is missing. */
    static Optional<DemoAccess> parse(String text) {
        var values =
                text.lines()
                        .map(line -> line.split("=", 2))
                        .filter(part -> part.length == 2)
                        .collect(Collectors.toMap(part -> part[0], part -> part[1], (_, b) -> b));
        UnaryOperator<String> value = name -> values.getOrDefault(name, "");
        var access =
                new DemoAccess(
                        value.apply("BATON_URL"),
                        value.apply("BATON_API_KEY"),
                        value.apply("BATON_OTHER_API_KEY"),
                        value.apply("BATON_ADMIN_EMAIL"),
                        value.apply("BATON_ADMIN_PASSWORD"),
                        value.apply("BATON_OWNER_EMAIL"),
                        value.apply("BATON_OWNER_PASSWORD"));
        return Optional.of(access).filter(it -> !it.variables().containsValue(""));
    }

    DemoAccess at(String otherUrl) {
        return new DemoAccess(
                otherUrl,
                apiKey,
                otherApiKey,
                adminEmail,
                adminPassword,
                ownerEmail,
                ownerPassword);
    }

    String text() {
        return variables().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Nobody's keys belong in a log. */
    @Override
    public String toString() {
        return "DemoAccess[" + url + "]";
    }

    private Map<String, String> variables() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("BATON_URL", url);
        variables.put("BATON_API_KEY", apiKey);
        variables.put("BATON_OTHER_API_KEY", otherApiKey);
        variables.put("BATON_ADMIN_EMAIL", adminEmail);
        variables.put("BATON_ADMIN_PASSWORD", adminPassword);
        variables.put("BATON_OWNER_EMAIL", ownerEmail);
        variables.put("BATON_OWNER_PASSWORD", ownerPassword);
        return variables;
    }
}
