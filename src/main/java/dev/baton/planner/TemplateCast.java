package dev.baton.planner;

import dev.baton.planner.Plan.Why;
import dev.baton.selection.Strategy;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.WorkflowTemplate;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives the parts of templates to agents that suit them. */
@Component
class TemplateCast {

    private static final int VOTERS = 3;

    /** What agents that templates name are needed for. */
    private static final Map<String, TaskType> ROLES =
            Map.ofEntries(
                    Map.entry("author", TaskType.WRITE),
                    Map.entry("writer", TaskType.WRITE),
                    Map.entry("editor", TaskType.REWRITE),
                    Map.entry("reviewer", TaskType.REVIEW),
                    Map.entry("translator", TaskType.TRANSLATE),
                    Map.entry("researcher", TaskType.RESEARCH),
                    Map.entry("reader", TaskType.SUMMARISE),
                    Map.entry("planner", TaskType.OUTLINE),
                    Map.entry("dispatcher", TaskType.CLASSIFY));

    private final AgentPicker picker;

    TemplateCast(AgentPicker picker) {
        this.picker = picker;
    }

    /**
     * The template's graph with them; a part that nobody can take stays as it is.
     *
     * @param why hears who takes which part
     */
    Map<String, Object> of(
            TenantId tenant, WorkflowTemplate template, Strategy strategy, List<Why> why) {
        var capabilities = picker.capabilities(tenant);
        var chosen = new LinkedHashMap<String, Object>();
        for (var parameter : new TreeMap<>(template.defaults()).entrySet()) {
            var name = parameter.getKey();
            var type = role(template.id(), name);
            var pick =
                    picker.pick(
                            tenant,
                            AgentPicker.capability(type, name, capabilities),
                            template.id() + " " + name,
                            strategy);
            why.add(pick.why(name, strategy));
            if (pick.agent() != null) {
                chosen.put(
                        name,
                        parameter.getValue() instanceof List<?> ? voters(pick) : pick.agent());
            }
        }
        return template.with(chosen);
    }

    private static TaskType role(String template, String parameter) {
        return template.equals("code-and-review") && parameter.equals("author")
                ? TaskType.CODE
                : ROLES.getOrDefault(parameter, TaskType.ANSWER);
    }

    /** As different ones as there are. */
    private static List<String> voters(AgentPick pick) {
        var names = new ArrayList<String>();
        names.add(String.valueOf(pick.agent()));
        names.addAll(pick.others());
        var voters = new ArrayList<String>();
        for (var index = 0; index < VOTERS; index++) {
            voters.add(names.get(index % Math.min(names.size(), VOTERS)));
        }
        return voters;
    }
}
