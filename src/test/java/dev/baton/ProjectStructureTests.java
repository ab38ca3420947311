package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The page about the tree names what is there, all of it at the top, and nothing else. */
class ProjectStructureTests {

    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    /** What tools and runs leave behind. */
    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", ".baton", ".idea", ".vscode", ".settings", ".classpath", ".project");

    private final List<String> named = named();

    @Test
    void everyPathExists() {
        assertThat(named)
                .filteredOn(name -> !ModuleOrder.NAMES.contains(name))
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    @Test
    void everythingAtTheTopIsNamed() throws IOException {
        try (var top = Files.list(Path.of("."))) {
            assertThat(top.map(path -> path.getFileName().toString()))
                    .filteredOn(name -> !NOT_OURS.contains(name))
                    .allMatch(named::contains);
        }
    }

    @Test
    void everyModuleIsNamed() {
        assertThat(named).containsAll(ModuleOrder.NAMES);
    }

    private static List<String> named() {
        try {
            var page = Files.readString(Path.of("docs", "project_structure.md"));
            return FIRST_CELL.matcher(page).results().map(match -> match.group(1)).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
