package dev.baton;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The string literals of the program's source, for rules that byte code cannot tell. */
final class SourceTexts {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"\\R(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

    /** A literal with its white space made single, and the simple name of the file it stands in. */
    record Literal(String type, String text) {}

    private SourceTexts() {}

    static List<Literal> literals() {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(SourceTexts::literals)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Literal> literals(Path file) {
        var type = file.getFileName().toString().replace(".java", "");
        try {
            return LITERAL
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
                    .map(text -> new Literal(type, text.strip().replaceAll("\\s+", " ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
