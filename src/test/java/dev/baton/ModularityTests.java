package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModuleDependency;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The modules keep to their order and to each other's API, and their diagram is true. */
@Execution(ExecutionMode.CONCURRENT)
class ModularityTests {

    private static final Path ARCHITECTURE = Path.of("docs", "architecture.md");

    private static final ApplicationModules MODULES = ApplicationModules.of(BatonApplication.class);

    @Test
    void modulesUseOnlyEachOthersApi() {
        MODULES.verify();
    }

    @Test
    void everyModuleHasAPlaceInTheOrder() {
        assertThat(MODULES.stream().map(ModuleOrder::nameOf)).isSubsetOf(ModuleOrder.NAMES);
    }

    @Test
    void noModuleUsesOneThatStandsRightOfIt() {
        assertThat(MODULES.stream().flatMap(ModularityTests::upwardUses)).isEmpty();
    }

    /** What may be used is declared, and a declaration cannot turn the order round either. */
    @Test
    void noModuleIsAllowedWhatStandsRightOfIt() {
        assertThat(MODULES.stream().flatMap(ModularityTests::upwardAllowances)).isEmpty();
    }

    @Test
    void documentationIsWritten() {
        new Documenter(MODULES).writeDocumentation();

        assertThat(Path.of("target", "spring-modulith-docs", "components.puml")).isNotEmptyFile();
    }

    /** After a change: {@code mvn test -Dtest=ModularityTests -Dbaton.write-diagram=true}. */
    @Test
    void committedDiagramIsTrue() throws IOException {
        var drawn = new ModuleDiagram(MODULES).in(Files.readString(ARCHITECTURE));

        if (Boolean.getBoolean("baton.write-diagram")) {
            Files.writeString(ARCHITECTURE, drawn);
        }

        assertThat(ARCHITECTURE).content().isEqualTo(drawn);
    }

    private static Stream<String> upwardUses(ApplicationModule module) {
        var place = ModuleOrder.placeOf(module);
        return module.getDirectDependencies(MODULES).stream()
                .filter(use -> ModuleOrder.placeOf(use.getTargetModule()) > place)
                .map(ModularityTests::inWords)
                .distinct();
    }

    private static String inWords(ApplicationModuleDependency use) {
        return use.getSourceType().getFullName() + " uses " + use.getTargetType().getFullName();
    }

    private static Stream<String> upwardAllowances(ApplicationModule module) {
        var place = ModuleOrder.placeOf(module);
        return declared(module).stream()
                .map(allowed -> allowed.split("::")[0].strip())
                .filter(allowed -> ModuleOrder.NAMES.indexOf(allowed) >= place)
                .map(allowed -> ModuleOrder.nameOf(module) + " is allowed " + allowed);
    }

    private static List<String> declared(ApplicationModule module) {
        return module.getBasePackage()
                .findAnnotation(org.springframework.modulith.ApplicationModule.class)
                .map(annotation -> List.of(annotation.allowedDependencies()))
                .orElseThrow(
                        () -> new AssertionError(module + " lacks @ApplicationModule"))
                .stream()
                .filter(
                        allowed ->
                                !allowed.equals(
                                        org.springframework.modulith.ApplicationModule.OPEN_TOKEN))
                .toList();
    }
}
