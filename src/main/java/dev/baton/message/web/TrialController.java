package dev.baton.message.web;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentNotFound;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.TrialFields;
import dev.baton.ledger.Entrance;
import dev.baton.message.Question;
import dev.baton.message.RequestReader;
import dev.baton.platform.Ids;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * <em>Try it</em>: asks an agent from its page. The same path as any message, paid and recorded; with
 * scripts the answer streams into the panel, without them a page shows it whole.
 */
@Controller
@RequestMapping("/agents/{id}/trial")
class TrialController {

    private static final String PREFIX = "variables[";

    private final AgentRegistry agents;
    private final TrialFields fields;
    private final RequestReader reader;
    private final Trials trials;
    private final Clock clock;

    TrialController(
            AgentRegistry agents,
            TrialFields fields,
            RequestReader reader,
            Trials trials,
            Clock clock) {
        this.agents = agents;
        this.fields = fields;
        this.reader = reader;
        this.trials = trials;
        this.clock = clock;
    }

    @PostMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Requires(Permission.MESSAGES_WRITE)
    void stream(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String input,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale)
            throws IOException {
        var agent = agent(tenant, id);
        trials.stream(
                by, () -> question(agent, input, typed(parameters), request), response, locale);
    }

    @PostMapping
    @Requires(Permission.MESSAGES_WRITE)
    ModelAndView page(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String input,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            Locale locale) {
        var agent = agent(tenant, id);
        var typed = typed(parameters);
        return new ModelAndView("agent/trial")
                .addObject("agent", agent)
                .addObject("fields", fields.of(agent, typed))
                .addObject("input", input)
                .addObject(
                        "answer",
                        trials.answer(
                                by, () -> question(agent, input, typed, request), locale));
    }

    private Question question(
            Agent agent, String input, Map<String, String> typed, HttpServletRequest request) {
        return new Question(
                Ids.next(),
                Entrance.CONSOLE,
                agent.id().value().toString(),
                null,
                fields.values(agent, typed),
                reader.ask(input),
                CurrentTrace.of(request),
                clock.instant());
    }

    private Agent agent(TenantId tenant, UUID id) {
        return agents.find(tenant, id.toString())
                .orElseThrow(() -> new AgentNotFound(id.toString()));
    }

    private static Map<String, String> typed(Map<String, String> parameters) {
        var typed = new LinkedHashMap<String, String>();
        parameters.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX) && name.endsWith("]")) {
                        typed.put(name.substring(PREFIX.length(), name.length() - 1), value);
                    }
                });
        return typed;
    }
}
