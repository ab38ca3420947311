package dev.baton.agent;

import dev.baton.prompt.PromptVariable;
import dev.baton.prompt.TrialField;
import dev.baton.prompt.VariablesRefused;

import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of an agent's template as fields of *Try it*, and what was typed into them. */
@Component
public class TrialFields {

    private final AgentKinds kinds;

    TrialFields(AgentKinds kinds) {
        this.kinds = kinds;
    }

    /** The fields, examples filled in. */
    public List<TrialField> of(Agent agent) {
        return of(agent, Map.of());
    }

    /** The fields as they were sent; the input of the question is asked for elsewhere. */
    public List<TrialField> of(Agent agent, Map<String, String> typed) {
        return variables(agent).stream()
                .map(variable -> TrialField.of(variable, typed.getOrDefault(variable.name(), "")))
                .toList();
    }

    /**
     * The values that the texts mean. What is left empty is not given, and a name that the template
     * does not declare is passed on, to be refused where all values are checked.
     *
     * @throws VariablesRefused when a text is no value of its variable's type
     */
    public Map<String, Object> values(Agent agent, Map<String, String> typed) {
        var values = new LinkedHashMap<String, Object>(typed);
        for (var variable : variables(agent)) {
            var text = typed.getOrDefault(variable.name(), "");
            if (text.isBlank()) {
                values.remove(variable.name());
            } else {
                values.put(
                        variable.name(),
                        variable.parse(text).orElseThrow(() -> VariablesRefused.type(variable)));
            }
        }
        return values;
    }

    private List<PromptVariable> variables(Agent agent) {
        return kinds.of(agent).variables(agent).stream()
                .filter(variable -> !variable.name().equals(PromptVariable.INPUT))
                .toList();
    }
}
