package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the files for containers and hosts say is what Baton understands. */
class DeploymentFilesTests {

    /** Without these a start in production refuses. */
    private static final Set<String> NEEDED = Set.of("ENVIRONMENT", "DATABASE_URL", "SECRET_KEY");

    private static final Pattern VARIABLE = Pattern.compile("(?m)^([A-Z][A-Z0-9_]*)=");
    private static final Pattern COMPOSED = Pattern.compile("\\$\\{([A-Z_]+):\\?");

    @Test
    void renderGetsAWebServiceOfTheImage() throws IOException {
        var blueprint = yaml("render.yaml");
        assertThat(blueprint.keySet()).isEqualTo(Set.of("services"));

        assertThat(maps(blueprint.get("services")))
                .singleElement()
                .satisfies(
                        service ->
                                assertThat(service)
                                        .containsEntry("type", "web")
                                        .containsEntry("runtime", "docker")
                                        .containsEntry("healthCheckPath", "/health")
                                        .containsEntry("numInstances", 1)
                                        .containsOnlyKeys(
                                                "type",
                                                "name",
                                                "runtime",
                                                "plan",
                                                "healthCheckPath",
                                                "numInstances",
                                                "envVars"));
    }

    @Test
    void renderSetsVariablesThatBatonReadsEachInOneWay() throws IOException {
        var service = maps(yaml("render.yaml").get("services")).getFirst();
        var variables = maps(service.get("envVars"));

        assertThat(variables)
                .allSatisfy(
                        variable -> {
                            assertThat(variable).hasSize(2).containsKey("key");
                            assertThat(variable)
                                    .containsAnyOf(
                                            Map.entry("sync", false),
                                            Map.entry("generateValue", true),
                                            Map.entry("value", variable.getOrDefault("value", "")));
                        });
        assertKnown(variables.stream().map(it -> String.valueOf(it.get("key"))).toList());
    }

    @Test
    void composeSetsVariablesThatBatonReads() throws IOException {
        var services = map(yaml("compose.yaml").get("services"));

        assertKnown(map(map(services.get("app")).get("environment")).keySet());
    }

    /** The line in the README is the one that works. */
    @Test
    void readmeNamesEveryVariableThatComposeAsksFor() throws IOException {
        var asked = new TreeSet<String>();
        COMPOSED.matcher(text("compose.yaml")).results().forEach(it -> asked.add(it.group(1)));
        var line =
                text("README.md")
                        .lines()
                        .filter(it -> it.contains("docker compose up"))
                        .findFirst()
                        .orElseThrow();

        assertThat(asked).isNotEmpty().allSatisfy(name -> assertThat(line).contains(name + "="));
    }

    /** Classes that are cached by nobody cost each start seconds, unseen. */
    @Test
    void imageIsNotBuiltWithoutItsCache() throws IOException {
        assertThat(text("Dockerfile"))
                .contains("-XX:AOTCacheOutput=baton.aot", "-XX:AOTCache=baton.aot")
                .contains("-XX:AOTMode=on")
                .doesNotContain("||", "touch");
    }

    private static void assertKnown(Collection<String> names) throws IOException {
        var known = new TreeSet<String>();
        VARIABLE.matcher(text(".env.example")).results().forEach(it -> known.add(it.group(1)));

        assertThat(known).containsAll(names);
        assertThat(names).doesNotHaveDuplicates().containsAll(NEEDED);
    }

    private static Map<String, Object> yaml(String file) throws IOException {
        return map(new Yaml().load(text(file)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object value) {
        return (List<Map<String, Object>>) value;
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
