package dev.baton;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Which module uses which, as found in the code: Mermaid within {@code docs/architecture.md}. */
final class ModuleDiagram {

    private static final String FENCE = "```mermaid\nflowchart BT";
    private static final Comparator<String> ORDER = Comparator.comparing(ModuleOrder.NAMES::indexOf);

    private final Map<String, Set<String>> uses;

    ModuleDiagram(ApplicationModules modules) {
        this.uses =
                modules.stream()
                        .collect(
                                Collectors.toMap(
                                        ModuleOrder::nameOf,
                                        module -> usedBy(module, modules),
                                        (a, _) -> a,
                                        () -> new TreeMap<>(ORDER)));
    }

    /** The page with the diagram as it should be. */
    String in(String page) {
        var begin = page.indexOf(FENCE) + FENCE.length();
        return page.substring(0, begin)
                + "\n"
                + String.join("\n", lines())
                + page.substring(page.indexOf("\n```\n", begin));
    }

    private List<String> lines() {
        return uses.keySet().stream()
                .flatMap(
                        user ->
                                uses.get(user).stream()
                                        .filter(used -> !followsFromOthers(user, used))
                                        .sorted(ORDER)
                                        .map(used -> "    " + user + " --> " + used))
                .toList();
    }

    private boolean followsFromOthers(String user, String used) {
        return uses.get(user).stream()
                .filter(between -> !between.equals(used))
                .anyMatch(between -> reaches(between, used));
    }

    private boolean reaches(String from, String to) {
        var next = uses.getOrDefault(from, Set.of());
        return next.contains(to)
                || next.stream()
                        .filter(step -> ORDER.compare(step, from) < 0)
                        .anyMatch(step -> reaches(step, to));
    }

    private static Set<String> usedBy(ApplicationModule module, ApplicationModules modules) {
        return module.getDirectDependencies(modules)
                .uniqueModules()
                .map(ModuleOrder::nameOf)
                .collect(Collectors.toSet());
    }
}
