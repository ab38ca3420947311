package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code .env.example} is the one list of variables, and it is true. */
class VariablesTests {

    private static final Path SETTINGS = Path.of("src/main/resources/application.yml");
    private static final Path EXAMPLE = Path.of(".env.example");

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):(?:\\$\\{[A-Z_]+:)?([^}]*)}");
    private static final Pattern NESTED = Pattern.compile(":\\$\\{([A-Z][A-Z0-9_]*):([^}]*)}");
    private static final Pattern READ_IN_CODE =
            Pattern.compile("get(?:Property|env)\\(\\s*\"([A-Z][A-Z0-9_]*)\"");
    private static final Pattern EXAMPLE_LINE = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");

    @Test
    void everyVariableThatIsReadIsListedWithItsDefaultAndNoOther() throws IOException {
        assertThat(listed()).isEqualTo(read());
    }

    /** They would be read past the one list. */
    @Test
    void codeReadsNoVariableThatTheSettingsDoNotName() throws IOException {
        var named = read().keySet();

        for (var variable : readInCode()) {
            assertThat(named).contains(variable);
        }
    }

    private static Map<String, String> read() throws IOException {
        var text = Files.readString(SETTINGS);
        var variables = new TreeMap<String, String>();
        for (var pattern : new Pattern[] {NESTED, PLACEHOLDER}) {
            pattern.matcher(text)
                    .results()
                    .forEach(match -> variables.put(match.group(1), match.group(2)));
        }
        return variables;
    }

    private static Map<String, String> listed() throws IOException {
        var variables = new TreeMap<String, String>();
        for (var line : Files.readAllLines(EXAMPLE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var match = EXAMPLE_LINE.matcher(line);
                assertThat(match.matches()).as(line).isTrue();
                assertThat(variables.put(match.group(1), match.group(2))).as(line).isNull();
            }
        }
        return variables;
    }

    private static Iterable<String> readInCode() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    // They show others what their own code may look like.
                    .filter(file -> !file.endsWith("VerifySample.java"))
                    .filter(file -> !file.endsWith("SendSample.java"))
                    // Those of the command line are not the server's; its --help lists them.
                    .filter(file -> !file.startsWith("src/main/java/dev/baton/cli"))
                    .flatMap(file -> READ_IN_CODE.matcher(text(file)).results())
                    .map(match -> match.group(1))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
