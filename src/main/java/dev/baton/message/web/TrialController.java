package dev.baton.message.web;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentNotFound;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.TrialAnswer;
import dev.baton.agent.TrialFields;
import dev.baton.ledger.Entrance;
import dev.baton.limit.CallerLimits;
import dev.baton.message.MessageDesk;
import dev.baton.message.Question;
import dev.baton.message.RequestReader;
import dev.baton.platform.Ids;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.Formats;
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
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * <em>Try it</em>: asks an agent from its page. The same path as any message, paid and recorded; with
 * scripts the answer streams into the panel, without them a page shows it whole.
 */
@Controller
@RequestMapping("/agents/{id}/trial")
class TrialController {

    private static final String PREFIX = "variables[";

    private final AgentRegistry agents;
    private final CallerLimits limits;
    private final TrialFields fields;
    private final RequestReader reader;
    private final MessageDesk desk;
    private final JsonMapper json;
    private final Formats formats;
    private final MessageSource messages;
    private final Clock clock;

    TrialController(
            AgentRegistry agents,
            CallerLimits limits,
            TrialFields fields,
            RequestReader reader,
            MessageDesk desk,
            JsonMapper json,
            Formats formats,
            MessageSource messages,
            Clock clock) {
        this.agents = agents;
        this.limits = limits;
        this.fields = fields;
        this.reader = reader;
        this.desk = desk;
        this.json = json;
        this.formats = formats;
        this.messages = messages;
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
        var sink = new TrialSink(response, json, formats, problem -> told(problem, locale));
        try {
            charge(by, request);
            desk.stream(by, question(agent, input, typed(parameters), request), sink, null);
        } catch (Problem refused) {
            sink.refuse(refused);
        }
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
                .addObject("answer", answer(by, agent, input, typed, request, locale));
    }

    private TrialAnswer answer(
            Actor by,
            Agent agent,
            String input,
            Map<String, String> typed,
            HttpServletRequest request,
            Locale locale) {
        try {
            charge(by, request);
            var trial = new WholeTrial(formats);
            desk.answer(by, question(agent, input, typed, request), trial, null);
            return trial.answer();
        } catch (Problem refused) {
            return TrialAnswer.failed(told(refused, locale));
        }
    }

    /** As the APIs do: the console is no way round the limits. */
    private void charge(Actor by, HttpServletRequest request) {
        limits.charge(by, OptionalInt.empty(), CurrentTrace.of(request).traceId());
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

    private String told(Problem problem, Locale locale) {
        var text =
                messages.getMessage(
                        "problem." + problem.code(),
                        problem.arguments().toArray(),
                        problem.getMessage(),
                        locale);
        return String.valueOf(text);
    }
}
