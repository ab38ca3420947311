package dev.baton.message.web;

import dev.baton.agent.Rendered;
import dev.baton.agent.TrialAgents;
import dev.baton.ledger.Entrance;
import dev.baton.message.Question;
import dev.baton.platform.Ids;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.trace.Trace;
import dev.baton.prompt.PromptTrial;
import dev.baton.prompt.PromptTrials;
import dev.baton.prompt.TrialAgent;
import dev.baton.prompt.TrialAnswer;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends a template that is tried as a message: what is kept of it is what the model was sent. */
@Component
class PromptTester implements PromptTrials {

    private final TrialAgents agents;
    private final Trials trials;
    private final Clock clock;

    PromptTester(TrialAgents agents, Trials trials, Clock clock) {
        this.agents = agents;
        this.trials = trials;
        this.clock = clock;
    }

    @Override
    public List<TrialAgent> agents(TenantId tenant) {
        return agents.of(tenant);
    }

    @Override
    public void stream(
            PromptTrial trial, Actor by, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var trace = CurrentTrace.of(request);
        trials.stream(
                by, () -> question(trial, by, trace), response, LocaleContextHolder.getLocale());
    }

    @Override
    public TrialAnswer answer(PromptTrial trial, Actor by, HttpServletRequest request) {
        var trace = CurrentTrace.of(request);
        return trials.answer(by, () -> question(trial, by, trace), LocaleContextHolder.getLocale());
    }

    private Question question(PromptTrial trial, Actor by, Trace trace) {
        var agent = agents.get(by.tenant(), trial.agent());
        var body = JsonNodeFactory.instance.objectNode();
        body.set("messages", trial.messages());
        return new Question(
                Ids.next(),
                Entrance.CONSOLE,
                agent.id().value().toString(),
                null,
                Map.of(),
                body,
                trace,
                clock.instant(),
                new Rendered(trial.version()),
                Set.of(),
                null);
    }
}
