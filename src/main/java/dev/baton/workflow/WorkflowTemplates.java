package dev.baton.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The graphs that come with Baton. */
public final class WorkflowTemplates {

    private static final List<WorkflowTemplate> ALL =
            List.of(
                    read("research-and-cite"),
                    read("code-and-review"),
                    read("map-reduce-documents"),
                    read("triage-and-handoff"),
                    read("approval"),
                    read("majority-vote"),
                    read("pipeline"),
                    read("batch-summary"));

    private WorkflowTemplates() {}

    public static List<WorkflowTemplate> all() {
        return ALL;
    }

    public static Optional<WorkflowTemplate> find(String id) {
        return ALL.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private static WorkflowTemplate read(String id) {
        var findings = new Findings();
        if (GraphJson.parse(resource("templates/" + id + ".json"), findings)
                        instanceof Map<?, ?> file
                && file.get("graph") instanceof Map<?, ?> graph
                && file.get("parameters") instanceof List<?> names) {
            var parameters = new ArrayList<String>();
            names.forEach(name -> parameters.add((String) name));
            return new WorkflowTemplate(id, List.copyOf(parameters), object(graph));
        }
        throw new IllegalStateException(
                "The template %s is broken: %s".formatted(id, findings.all()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** A file that comes with this module. */
    static String resource(String name) {
        try (var stream = WorkflowTemplates.class.getResourceAsStream("/workflow/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("There is no resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
