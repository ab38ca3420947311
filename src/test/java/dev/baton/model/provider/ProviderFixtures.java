package dev.baton.model.provider;

import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.ModelCall;
import dev.baton.model.ModelFixtures;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;
import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.http.OutgoingHttpFixtures;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Providers on the real way out, against a stub. */
final class ProviderFixtures {

    static final OutgoingHttp HTTP = OutgoingHttpFixtures.loopbackAllowed();

    static final Outside OUTSIDE =
            new Outside(
                    HTTP, new Patience(3, Duration.ofMillis(4), new Random(1)), Clock.systemUTC());

    static final Timeouts PATIENT = Timeouts.DEFAULT;

    /** Gives up on everything after some tenths of a second. */
    static final Timeouts HASTY =
            new Timeouts(
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(2));

    /** For what fails by itself at once, however busy the machine is. */
    static final Timeouts CALM =
            new Timeouts(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3));

    /** For what says nothing any more; longer than a busy machine keeps anybody waiting. */
    static final Timeouts SILENCE =
            new Timeouts(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(2500));

    private ProviderFixtures() {}

    static ProviderCall openAi(StubProvider stub, ModelCall call) {
        return openAi(stub, call, PATIENT);
    }

    static ProviderCall openAi(StubProvider stub, ModelCall call, Timeouts timeouts) {
        return new OpenAiProvider(OUTSIDE)
                .call(ModelFixtures.connection(ProviderKind.OPENAI, stub.url(), timeouts), call);
    }

    static ProviderCall anthropic(StubProvider stub, ModelCall call) {
        return new AnthropicProvider(OUTSIDE)
                .call(ModelFixtures.connection(ProviderKind.ANTHROPIC, stub.url(), PATIENT), call);
    }

    static List<AnswerChunk> read(AnswerStream stream) throws CallFailed {
        try (stream) {
            var chunks = new ArrayList<AnswerChunk>();
            for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
                chunks.add(chunk);
            }
            return chunks;
        }
    }
}
