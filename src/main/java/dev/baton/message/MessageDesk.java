package dev.baton.message;

import dev.baton.agent.AgentVitals;
import dev.baton.model.Answer;
import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.platform.problem.Problem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Answers questions. The promise of every method: when the caller sees its answer end, the usage,
 * the money, the decision and the event are durable.
 */
@Service
public class MessageDesk {

    private final Admission admission;
    private final GroupCommit commit;
    private final Endings endings;
    private final AgentVitals vitals;

    MessageDesk(Admission admission, GroupCommit commit, Endings endings, AgentVitals vitals) {
        this.admission = admission;
        this.commit = commit;
        this.endings = endings;
        this.vitals = vitals;
    }

    /**
     * Asks and waits for the whole answer.
     *
     * @param key the claimed idempotency key that the response is kept under, or null
     * @return the response body as the format wrote it
     */
    @Requires(Permission.MESSAGES_WRITE)
    public byte[] answer(
            Actor by, Question question, AnswerFormat format, @Nullable ClaimedKey key) {
        try (var attempt = admission.admit(by, question, key != null && key.repeated())) {
            var answer = call(attempt);
            var ended = endings.completed(attempt, answer.usage(), null);
            var body = format.write(answer, ended.reply());
            var stored =
                    key == null
                            ? null
                            : new StoredResponse(key.hash(), 200, "application/json", body);
            commit.await(
                    commit.finished(
                            endings.finished(attempt, ended, answer.body(), stored)));
            return body;
        }
    }

    /**
     * Asks and passes the answer on piece by piece. What refuses the question or fails before the
     * first piece is thrown as a {@link Problem}; later the sink is told.
     */
    @Requires(Permission.MESSAGES_WRITE)
    public void stream(Actor by, Question question, AnswerSink sink, @Nullable ClaimedKey key) {
        try (sink;
                var attempt = admission.admit(by, question, key != null && key.repeated());
                var stream = open(attempt)) {
            new Relay(attempt, stream, sink, key).run();
        }
    }

    private Answer call(Attempt attempt) {
        try {
            var answer = attempt.prepared().answer();
            vitals.finished(attempt.agent().id(), true, endings.sinceStart(attempt));
            return answer;
        } catch (CallFailed failure) {
            throw failed(attempt, failure);
        }
    }

    private AnswerStream open(Attempt attempt) {
        try {
            return attempt.prepared().stream();
        } catch (CallFailed failure) {
            throw failed(attempt, failure);
        }
    }

    private Problem failed(Attempt attempt, CallFailed failure) {
        var problem = CallProblems.of(failure);
        commit.await(settleFailure(attempt, failure, problem));
        return problem;
    }

    private CompletableFuture<Void> settleFailure(
            Attempt attempt, CallFailed failure, Problem problem) {
        if (failure.reason() != CallFailed.Reason.REQUEST_REFUSED) {
            vitals.finished(attempt.agent().id(), false, endings.sinceStart(attempt));
        }
        return commit.finished(endings.failed(attempt, failure.usage(), problem));
    }

    /** Passes one stream on. */
    private final class Relay {

        private final Attempt attempt;
        private final AnswerStream stream;
        private final AnswerSink sink;
        private final @Nullable ClaimedKey key;
        private final AnswerAssembler assembler = endings.assembler();
        private final ArrayList<AnswerChunk> withheld = new ArrayList<>(3);
        private @Nullable Long firstByteMicros;

        Relay(
                Attempt attempt,
                AnswerStream stream,
                AnswerSink sink,
                @Nullable ClaimedKey key) {
            this.attempt = attempt;
            this.stream = stream;
            this.sink = sink;
            this.key = key;
        }

        void run() {
            try {
                sink.begin(endings.head(attempt), stream::cancel);
                if (passOn()) {
                    vitals.finished(attempt.agent().id(), true, endings.sinceStart(attempt));
                    end();
                }
            } catch (IOException left) {
                stream.cancel();
                commit.finished(
                        endings.cancelled(
                                attempt, stream.usage(), firstByteMicros, assembler.whole()));
            }
        }

        /** False when the answer broke off and the sink was told so. */
        private boolean passOn() throws IOException {
            try {
                for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
                    assembler.add(chunk);
                    if (firstByteMicros == null) {
                        firstByteMicros = endings.sinceStart(attempt).toNanos() / 1_000;
                    }
                    if (chunk.ends()) {
                        withheld.add(chunk);
                    } else {
                        sink.piece(chunk);
                    }
                }
                return true;
            } catch (CallFailed failure) {
                if (failure.reason() == CallFailed.Reason.CANCELLED) {
                    throw new IOException("The caller has left");
                }
                var problem = CallProblems.of(failure);
                if (await(settleFailure(attempt, failure, problem))) {
                    sink.fail(problem);
                }
                return false;
            }
        }

        private void end() throws IOException {
            var ended = endings.completed(attempt, stream.usage(), firstByteMicros);
            var body = sink.prepareEnd(withheld, ended.reply());
            var stored =
                    key == null
                            ? null
                            : new StoredResponse(
                                    key.hash(), 200, "text/event-stream;charset=UTF-8", body);
            if (await(
                    commit.finished(
                            endings.finished(attempt, ended, assembler.whole(), stored)))) {
                sink.end();
            }
        }

        /** False when it could not be made durable in time and the sink was told so. */
        private boolean await(CompletableFuture<Void> written) throws IOException {
            try {
                commit.await(written);
                return true;
            } catch (CommitUnavailable late) {
                sink.fail(late);
                return false;
            }
        }
    }
}
