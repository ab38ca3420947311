package dev.baton.run;

import dev.baton.agent.Agent;
import dev.baton.agent.PreparedCall;
import dev.baton.ledger.Entrance;
import dev.baton.message.AttemptEnd;
import dev.baton.message.MessageDesk;
import dev.baton.message.Question;
import dev.baton.message.Reply;
import dev.baton.model.Answer;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.platform.commit.CommitRecord;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.Unavailable;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.trace.Trace;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.run.engine.StepOutcome;
import dev.baton.selection.NoAgentFits;
import dev.baton.workflow.Action;
import dev.baton.workflow.RetryPolicy.Failure;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Asks agents for steps, on the main path of all messages: the same limits, budgets, choices and
 * records. What an answer cost and what it means for the run become durable in one commit.
 */
@Component
class AgentSteps {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final List<Map<String, String>> NO_MESSAGES = List.of();

    private final MessageDesk desk;
    private final Timers timers;
    private final Clock clock;
    private final Duration timeout;

    AgentSteps(MessageDesk desk, Timers timers, Clock clock, RunProperties properties) {
        this.desk = desk;
        this.timers = timers;
        this.clock = clock;
        this.timeout = properties.stepTimeout();
    }

    void ask(Execution execution, Effect.Act act, Action.Agent agent) {
        var head = execution.head();
        var question = question(execution, act, agent);
        CurrentTrace.goOn(question.trace());
        try (var end = new End(execution, act, agent, question.receivedAt())) {
            desk.attempt(
                    head.starter().actor(head.id().tenant()),
                    question,
                    act.attempt(),
                    act.repeated(),
                    end);
        } catch (LimitReached busy) {
            delay(execution, act, busy, busy.retryAfter().orElse(SOON));
        } catch (Unavailable notNow) {
            delay(execution, act, notNow, notNow.retryAfter().orElse(SOON));
        } catch (NoAgentFits none) {
            if (none.isForWantOfRoom()) {
                delay(execution, act, none, SOON);
            } else {
                refused(execution, act, none, Failure.SERVER_ERROR);
            }
        } catch (Conflict forNow) {
            refused(execution, act, forNow, Failure.SERVER_ERROR);
        } catch (Problem refused) {
            refused(execution, act, refused, null);
        }
    }

    /** Nothing went out. */
    private static void refused(
            Execution execution, Effect.Act act, Problem why, @Nullable Failure kind) {
        execution.ended(
                act, failed(why.code(), String.valueOf(why.getMessage()), kind, null, null));
    }

    private void delay(Execution execution, Effect.Act act, Problem why, Duration wait) {
        execution.ended(
                act,
                new StepOutcome.Delayed(
                        why.code(),
                        String.valueOf(why.getMessage()),
                        RefusalFacts.of(why),
                        clock.instant().plus(wait),
                        null));
    }

    private Question question(Execution execution, Effect.Act act, Action.Agent agent) {
        var head = execution.head();
        var given = (Map<?, ?>) act.arguments();
        return new Question(
                act.call(),
                Entrance.RUN,
                text(given.get("agent")),
                text(given.get("capability")),
                variables(given.get("variables")),
                body(given.get("messages"), agent),
                Trace.of(head.traceId(), head.correlation()).child(),
                clock.instant(),
                null,
                act.failedAgents(),
                execution.unspent());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : String.valueOf(value);
    }

    private static Map<String, Object> variables(@Nullable Object given) {
        var variables = new HashMap<String, Object>();
        if (given instanceof Map<?, ?> some) {
            some.forEach(
                    (name, value) -> {
                        if (value != null) {
                            variables.put(String.valueOf(name), value);
                        }
                    });
        }
        return variables;
    }

    private static ObjectNode body(@Nullable Object messages, Action.Agent agent) {
        var body = new LinkedHashMap<String, Object>();
        body.put("messages", messages == null ? NO_MESSAGES : messages);
        if (agent.maxOutputTokens() != null) {
            body.put("max_completion_tokens", agent.maxOutputTokens());
        }
        if (agent.schema() != null) {
            body.put(
                    "response_format",
                    Map.of(
                            "type",
                            "json_schema",
                            "json_schema",
                            Map.of("name", "answer", "schema", agent.schema())));
        }
        return JsonValues.mapper().valueToTree(body);
    }

    private static StepOutcome.Failed failed(
            String code,
            String message,
            @Nullable Failure kind,
            @Nullable Duration retryAfter,
            @Nullable Use use) {
        return new StepOutcome.Failed(new StepError(code, message), kind, retryAfter, use);
    }

    private static @Nullable Failure kind(CallFailed.Reason reason) {
        return switch (reason) {
            case RATE_LIMITED -> Failure.RATE_LIMITED;
            case UPSTREAM_ERROR -> Failure.SERVER_ERROR;
            case UNREACHABLE -> Failure.UNREACHABLE;
            case TIMEOUT, CANCELLED -> Failure.TIMEOUT;
            case CUT, GARBLED -> Failure.INVALID_ANSWER;
            case REQUEST_REFUSED, UNAUTHORIZED, NO_ROOM -> null;
        };
    }

    private static String code(CallFailed.Reason reason) {
        return switch (reason) {
            case RATE_LIMITED -> "provider_rate_limited";
            case UPSTREAM_ERROR -> "provider_error";
            case UNREACHABLE -> "provider_unreachable";
            case TIMEOUT -> "provider_timeout";
            case CANCELLED -> "timed_out";
            case CUT -> "provider_cut";
            case GARBLED -> "provider_garbled";
            case REQUEST_REFUSED -> "provider_refused_request";
            case UNAUTHORIZED -> "provider_unauthorized";
            case NO_ROOM -> "no_room_for_answer";
        };
    }

    /** Turns the end of an attempt into that of the step. */
    private final class End implements AttemptEnd, AutoCloseable {

        private final Execution execution;
        private final Effect.Act act;
        private final Action.Agent agent;
        private final Instant askedAt;
        private @Nullable Agent asked;
        private @Nullable Future<?> timer;
        private long choosingMicros;
        private @Nullable String sent;
        private volatile boolean tookTooLong;

        End(Execution execution, Effect.Act act, Action.Agent agent, Instant askedAt) {
            this.execution = execution;
            this.act = act;
            this.agent = agent;
            this.askedAt = askedAt;
        }

        @Override
        public boolean begin(Agent chosen, Instant chosenAt, PreparedCall call) {
            asked = chosen;
            choosingMicros = Math.max(0, ChronoUnit.MICROS.between(askedAt, chosenAt));
            sent = SentHash.of(chosen, call.promptVersion(), agent);
            if (!execution.isStillOwned()) {
                execution.lost();
                return false;
            }
            if (isOutdated(chosen, call)) {
                execution.ended(act, new StepOutcome.Outdated());
                return false;
            }
            if (!mayCost(call)) {
                return false;
            }
            var longest = act.step().timeout() == null ? timeout : act.step().timeout();
            execution.asks(chosen.id().value());
            timer =
                    timers.after(
                            longest,
                            () -> {
                                tookTooLong = true;
                                call.cancel();
                            });
            return true;
        }

        /** Who may ask any agent that is able to has not agreed to one of them. */
        private boolean isOutdated(Agent chosen, PreparedCall call) {
            return act.agreed() != null
                    && ActionDefinitions.namesAgent(act.arguments())
                    && !act.agreed()
                            .equals(
                                    ActionDefinitions.hash(
                                            execution.head(),
                                            act.path(),
                                            act.step(),
                                            chosen,
                                            call.promptVersion(),
                                            act.arguments()));
        }

        private boolean mayCost(PreparedCall call) {
            return switch (execution.reserve(act, call.worstCaseNanos())) {
                case SET_ASIDE -> true;
                case HELD_BY_OTHERS -> {
                    execution.ended(act, CostCap.delay(clock.instant()));
                    yield false;
                }
                case TOO_MUCH -> {
                    execution.ended(
                            act,
                            AgentSteps.failed(
                                    "cost_limit_reached",
                                    "The run may cost no more than its limit, and the step might.",
                                    null,
                                    null,
                                    use(0, TokenUsage.NONE)));
                    yield false;
                }
            };
        }

        @Override
        public @Nullable CommitRecord answered(Answer answer, Reply reply) {
            return execution.endedWithCall(act, outcome(answer, reply)).orElse(null);
        }

        @Override
        public @Nullable CommitRecord failed(CallFailed failure, long costNanos) {
            var outcome = outcome(failure, use(costNanos, failure.usage()));
            return execution.endedWithCall(act, outcome).orElse(null);
        }

        /** Also of what cost nothing: it tells which agent was asked, and how that was chosen. */
        private Use use(long costNanos, TokenUsage used) {
            return new Use(
                    costNanos,
                    used.input(),
                    used.output(),
                    asked == null ? null : asked.name(),
                    asked == null ? null : asked.id().value(),
                    act.call(),
                    choosingMicros,
                    sent,
                    null);
        }

        private StepOutcome outcome(CallFailed failure, Use use) {
            if (failure.reason() == CallFailed.Reason.CANCELLED && !tookTooLong) {
                return new StepOutcome.Delayed(
                        "broken_off",
                        "Baton stopped before the answer.",
                        null,
                        clock.instant(),
                        use);
            }
            return AgentSteps.failed(
                    code(failure.reason()),
                    String.valueOf(failure.getMessage()),
                    kind(failure.reason()),
                    failure.retryAfter().orElse(null),
                    use);
        }

        private StepOutcome outcome(Answer answer, Reply reply) {
            var use =
                    new Use(
                            reply.cost().nanos(),
                            reply.tokens().input(),
                            reply.tokens().output(),
                            reply.agentName(),
                            asked == null ? null : asked.id().value(),
                            reply.message(),
                            choosingMicros,
                            sent,
                            null);
            var text = text(answer.body());
            var result = new LinkedHashMap<String, @Nullable Object>();
            result.put("text", text);
            if (agent.schema() != null) {
                Object json;
                try {
                    json = JsonValues.value(text);
                } catch (JacksonException malformed) {
                    return invalid("The answer is no JSON.", use);
                }
                var findings = JsonSchemas.findings(agent.schema(), json);
                if (!findings.isEmpty()) {
                    return invalid(
                            "The answer does not fit its schema: " + findings.getFirst(), use);
                }
                result.put("json", json);
            }
            result.put("agent", reply.agentName());
            result.put("model", reply.model());
            result.put("message_id", reply.message().toString());
            result.put("tokens_in", reply.tokens().input());
            result.put("tokens_out", reply.tokens().output());
            result.put("cost", reply.cost().text());
            return new StepOutcome.Done(result, use, false);
        }

        private static StepOutcome invalid(String message, Use use) {
            return AgentSteps.failed("answer_invalid", message, Failure.INVALID_ANSWER, null, use);
        }

        private static String text(JsonNode body) {
            return body.path("choices").path(0).path("message").path("content").asString("");
        }

        @Override
        public void close() {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
