package dev.baton.agent;

import dev.baton.model.Answer;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.model.Tokens;
import dev.baton.prompt.Dialogue;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Answers with the question. It needs nothing and never fails: for trials and health tests. */
@Component
class EchoAgentKind implements AgentKind {

    private final RequestPrices prices;
    private final Clock clock;

    EchoAgentKind(RequestPrices prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public ObjectNode configure(AgentId agent, ObjectNode wanted, @Nullable ObjectNode current) {
        var form = new ConfigurationForm(wanted);
        form.refuseOthers();
        form.refuseIfWrong();
        return wanted.objectNode();
    }

    @Override
    public ObjectNode shown(ObjectNode configuration) {
        return configuration;
    }

    @Override
    public PreparedCall prepare(Agent agent, AgentCall call) {
        if (!(call.body().path("messages") instanceof ArrayNode messages)) {
            throw new MessagesMissing();
        }
        var text = new Dialogue(messages).question().orElseThrow(MessagesMissing::new);
        var usage = new TokenUsage(Tokens.ofRequest(call.body()), 0, Tokens.count(text), true);
        return new Echo(
                Completion.of(call, name(), clock.instant()),
                text,
                usage,
                prices.of(agent, call.caller()),
                agent.timeout());
    }

    @Override
    public AgentCondition check(Agent agent) {
        return AgentCondition.usable(Duration.ZERO);
    }

    private static final class Echo implements PreparedCall {

        private final Completion completion;
        private final String text;
        private final TokenUsage usage;
        private final long price;
        private final Duration patience;
        private volatile boolean cancelled;

        Echo(
                Completion completion,
                String text,
                TokenUsage usage,
                long price,
                Duration patience) {
            this.completion = completion;
            this.text = text;
            this.usage = usage;
            this.price = price;
            this.patience = patience;
        }

        @Override
        public String model() {
            return completion.model();
        }

        @Override
        public Optional<UUID> promptVersion() {
            return Optional.empty();
        }

        @Override
        public long worstCaseNanos() {
            return price;
        }

        @Override
        public long costNanos(TokenUsage used) {
            return RequestPrices.cost(price, used);
        }

        @Override
        public Answer answer() throws CallFailed {
            if (cancelled) {
                throw CallFailed.cancelled(TokenUsage.NONE);
            }
            return completion.whole(text, "stop", usage);
        }

        @Override
        public AnswerStream stream() throws CallFailed {
            var stream = new TextStream(completion, text, "stop", usage, patience);
            if (cancelled) {
                stream.cancel();
            }
            return stream;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
