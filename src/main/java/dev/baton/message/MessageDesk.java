package dev.baton.message;

import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.platform.commit.CommitRecord;
import dev.baton.platform.commit.CommitUnavailable;
import dev.baton.platform.memory.NoRoom;
import dev.baton.platform.problem.Problem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Answers questions. The promise of every method: when the caller sees its answer end, the usage,
 * the money, the decision and the event are durable, and so is what became of its key.
 */
@Service
public class MessageDesk {

    private static final TokenUsage NONE = TokenUsage.NONE;

    private static final Logger LOG = LoggerFactory.getLogger(MessageDesk.class);

    private final Admission admission;
    private final CallCommit commit;
    private final Endings endings;
    private final Idempotency idempotency;
    private final CallsUnderWay underWay;

    MessageDesk(
            Admission admission,
            CallCommit commit,
            Endings endings,
            Idempotency idempotency,
            CallsUnderWay underWay) {
        this.admission = admission;
        this.commit = commit;
        this.endings = endings;
        this.idempotency = idempotency;
        this.underWay = underWay;
    }

    /**
     * Asks and waits for the whole answer.
     *
     * @param key the claimed idempotency key that the response is kept under, or null
     */
    @Requires(Permission.MESSAGES_WRITE)
    public Response answer(
            Actor by, Question question, AnswerFormat format, @Nullable ClaimedKey key) {
        try (format;
                var attempt = admit(by, question, key);
                var _ = underWay.enter(attempt.prepared())) {
            var outcome = ask(attempt, format, key);
            settle(attempt, outcome.call());
            return outcome.response();
        }
    }

    /**
     * Asks and passes the answer on piece by piece. What refuses the question or fails before the
     * answer has begun is thrown as a {@link Problem}; later the sink is told.
     */
    @Requires(Permission.MESSAGES_WRITE)
    public void stream(Actor by, Question question, AnswerSink sink, @Nullable ClaimedKey key) {
        try (sink;
                var attempt = admit(by, question, key);
                var _ = underWay.enter(attempt.prepared());
                var beginning = beginning(attempt, sink);
                var stream = open(attempt, beginning, sink, key)) {
            new Relay(attempt, beginning, stream, sink, key).run();
        }
    }

    /**
     * Makes one attempt at a question whose asker makes something of its end that becomes durable
     * together with it, or not at all. What refuses the question is thrown as a {@link Problem};
     * then nothing went out. The message stands as its last attempt has left it.
     *
     * @param number 1 for the first attempt; the question's id is the same in all
     * @param repeated whether an instance that died may have made the same attempt before
     */
    @Requires(Permission.MESSAGES_WRITE)
    public void attempt(Actor by, Question question, int number, boolean repeated, AttemptEnd end) {
        try (var attempt = admission.attempt(by, question, number, repeated)) {
            var chosenAt = attempt.decision().decidedAt();
            if (end.begin(attempt.agent(), chosenAt, attempt.prepared())) {
                attempt(attempt, end);
            } else {
                finish(
                        attempt,
                        endings.attemptFailed(attempt, NONE, CallProblems.cancelled()),
                        null);
            }
        }
    }

    private void attempt(Attempt attempt, AttemptEnd end) {
        var used = NONE;
        try (var _ = underWay.enter(attempt.prepared())) {
            var answer = attempt.prepared().answer();
            used = answer.usage();
            var ended = endings.completed(attempt, used, null);
            StoredResponse noKey = null;
            var call = endings.finished(attempt, ended, answer.body(), noKey);
            // Last: what is to be written along must not be left behind by a fault.
            finish(attempt, call, end.answered(answer, ended.reply()));
        } catch (CallFailed failure) {
            var ended = endings.attemptFailed(attempt, failure, CallProblems.of(failure));
            finish(attempt, ended, end.failed(failure, ended.costNanos()));
        } catch (RuntimeException fault) {
            finish(attempt, endings.attemptFailed(attempt, used, CallProblems.fault()), null);
            throw fault;
        }
    }

    private void finish(Attempt attempt, FinishedCall call, @Nullable CommitRecord along) {
        finished(attempt, along == null ? call : call.with(along));
    }

    /** How a call ended and what its caller gets. */
    private record Outcome(FinishedCall call, Response response) {}

    private Attempt admit(Actor by, Question question, @Nullable ClaimedKey key) {
        try {
            return admission.admit(by, question, key != null && key.isRepeated());
        } catch (RuntimeException | Error refused) {
            idempotency.free(by.tenant(), key);
            throw refused;
        }
    }

    private Outcome ask(Attempt attempt, AnswerFormat format, @Nullable ClaimedKey key) {
        var used = TokenUsage.NONE;
        try {
            format.begin(endings.head(attempt), attempt.prepared()::cancel);
            var answer = attempt.prepared().answer();
            used = answer.usage();
            var ended = endings.completed(attempt, used, null);
            var response = format.write(answer, ended.reply());
            return new Outcome(
                    endings.finished(
                            attempt, ended, answer.body(), StoredResponse.of(key, response)),
                    response);
        } catch (CallFailed failure) {
            if (failure.reason() == CallFailed.Reason.CANCELLED) {
                var nothing = endings.assembler(attempt).whole();
                settle(attempt, cancelled(attempt, failure.usage(), null, nothing, key));
                throw CallProblems.cancelled();
            }
            var problem = CallProblems.of(failure);
            throw failed(
                    attempt,
                    failure,
                    problem,
                    keyAfter(failure, key, () -> format.failure(problem)));
        } catch (RuntimeException fault) {
            throw broken(attempt, used, fault, key);
        }
    }

    private FinishedCall cancelled(
            Attempt attempt,
            TokenUsage used,
            @Nullable Long firstByteMicros,
            JsonNode soFar,
            @Nullable ClaimedKey key) {
        return endings.cancelled(attempt, used, firstByteMicros, soFar, StoredResponse.freed(key));
    }

    private Beginning beginning(Attempt attempt, AnswerSink sink) {
        sink.admitted(endings.head(attempt));
        return new Beginning(sink, attempt.prepared()::cancel);
    }

    private AnswerStream open(
            Attempt attempt, Beginning beginning, AnswerSink sink, @Nullable ClaimedKey key) {
        try {
            return attempt.prepared().stream();
        } catch (CallFailed failure) {
            if (beginning.isMade()) {
                return FailedStream.of(failure);
            }
            var problem = CallProblems.of(failure);
            throw failed(
                    attempt,
                    failure,
                    problem,
                    keyAfter(failure, key, () -> sink.prepareFailure(problem)));
        } catch (RuntimeException fault) {
            if (beginning.isMade()) {
                return FailedStream.of(fault);
            }
            throw broken(attempt, TokenUsage.NONE, fault, key);
        }
    }

    private Problem failed(
            Attempt attempt, CallFailed failure, Problem problem, @Nullable StoredResponse key) {
        settle(attempt, endings.failed(attempt, failure, problem, key));
        return problem;
    }

    /** A fault of ours: the call is over all the same, and its money must not stay reserved. */
    private RuntimeException broken(
            Attempt attempt, TokenUsage used, RuntimeException fault, @Nullable ClaimedKey key) {
        settle(
                attempt,
                endings.broken(attempt, used, CallProblems.fault(), StoredResponse.freed(key)));
        return fault;
    }

    private void settle(Attempt attempt, FinishedCall call) {
        commit.awaitAfter(attempt.waited(), finished(attempt, call));
    }

    /** What the call took of memory is needed until its end is written. */
    private CompletableFuture<Void> finished(Attempt attempt, FinishedCall call) {
        var written = commit.finished(call);
        attempt.memory().keepUntil(written);
        return written;
    }

    /**
     * Whether a repeat asks again or hears of the same failure: a provider works for a key once.
     */
    private static @Nullable StoredResponse keyAfter(
            CallFailed failure, @Nullable ClaimedKey key, Supplier<Response> response) {
        return key != null && CallProblems.mayHaveHadEffect(failure)
                ? StoredResponse.of(key, response.get())
                : StoredResponse.freed(key);
    }

    /** Passes one stream on. */
    private final class Relay {

        private final Attempt attempt;
        private final Beginning beginning;
        private final AnswerStream stream;
        private final AnswerSink sink;
        private final @Nullable ClaimedKey key;
        private final AnswerAssembler assembler;
        private final ArrayList<AnswerChunk> withheld = new ArrayList<>(3);
        private @Nullable Long firstByteMicros;
        private boolean settled;

        Relay(
                Attempt attempt,
                Beginning beginning,
                AnswerStream stream,
                AnswerSink sink,
                @Nullable ClaimedKey key) {
            this.attempt = attempt;
            this.beginning = beginning;
            this.stream = stream;
            this.sink = sink;
            this.key = key;
            this.assembler = endings.assembler(attempt);
        }

        void run() {
            try {
                beginning.make(stream::cancel);
                settle(relay());
                sink.end();
            } catch (IOException left) {
                leave();
            } catch (RuntimeException fault) {
                LOG.error("Message {} broke off", attempt.question().id(), fault);
                breakOff();
            }
        }

        private FinishedCall relay() throws IOException {
            try {
                passOn();
                var ended = endings.completed(attempt, stream.usage(), firstByteMicros);
                var response = sink.prepareEnd(withheld, ended.reply());
                return endings.finished(
                        attempt, ended, assembler.whole(), StoredResponse.of(key, response));
            } catch (CallFailed failure) {
                if (failure.reason() == CallFailed.Reason.CANCELLED) {
                    throw new IOException("The caller has left");
                }
                var problem = CallProblems.of(failure);
                var response = sink.prepareFailure(problem);
                var kept =
                        firstByteMicros == null
                                ? keyAfter(failure, key, () -> response)
                                : StoredResponse.of(key, response);
                return endings.failed(attempt, failure, problem, kept);
            }
        }

        private void passOn() throws CallFailed, IOException {
            for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
                hold(chunk);
                if (firstByteMicros == null) {
                    firstByteMicros = endings.sinceStart(attempt).toNanos() / 1_000;
                }
                if (chunk.ends()) {
                    withheld.add(chunk);
                } else {
                    sink.piece(chunk);
                }
            }
        }

        private void hold(AnswerChunk chunk) throws CallFailed {
            try {
                assembler.add(chunk);
                if (chunk.ends() || key != null) {
                    attempt.memory().grow(chunk.json().length());
                }
            } catch (NoRoom full) {
                stream.cancel();
                throw CallFailed.noRoom(stream.usage());
            }
        }

        /** What cannot be made durable in time must not look like a clean end. */
        private void settle(FinishedCall call) {
            settled = true;
            try {
                MessageDesk.this.settle(attempt, call);
            } catch (CommitUnavailable late) {
                sink.prepareFailure(late);
            }
        }

        /**
         * Whoever left after the end has an answer that is paid and kept; nothing remains to do.
         */
        private void leave() {
            if (settled) {
                return;
            }
            settled = true;
            stream.cancel();
            var soFar = assembler.whole();
            finished(attempt, cancelled(attempt, stream.usage(), firstByteMicros, soFar, key));
            tell(CallProblems.cancelled());
        }

        private void breakOff() {
            var problem = CallProblems.fault();
            if (!settled) {
                settled = true;
                stream.cancel();
                finished(
                        attempt,
                        endings.broken(
                                attempt, stream.usage(), problem, StoredResponse.freed(key)));
            }
            tell(problem);
        }

        /** Somebody may still be listening, when it was not the caller who ended the call. */
        private void tell(Problem problem) {
            try {
                sink.prepareFailure(problem);
                sink.end();
            } catch (IOException | RuntimeException gone) {
                LOG.debug("Nobody listens to message {}", attempt.question().id());
            }
        }
    }
}
