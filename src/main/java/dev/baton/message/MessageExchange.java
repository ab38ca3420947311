package dev.baton.message;

import dev.baton.model.Answer;
import dev.baton.platform.problem.ProblemWriter;
import dev.baton.tenant.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Carries one question over HTTP: looks its idempotency key up, asks, and writes the answer in the
 * entrance's own form.
 */
@Component
public class MessageExchange {

    /** What an entrance does in its own way: a whole answer's body and a streamed one. */
    public interface Form extends StreamForm {

        /** UTF-8 JSON. */
        byte[] write(Answer answer, Reply reply);
    }

    /** What is done with a question, under its key or none. */
    private interface Asked {

        void under(@Nullable ClaimedKey key) throws IOException;
    }

    private static final Map<String, String> REPLAYED = Map.of("Idempotent-Replayed", "true");

    private final MessageDesk desk;
    private final MessageInbox inbox;
    private final Idempotency idempotency;
    private final KeptTexts texts;
    private final ProblemWriter problems;

    MessageExchange(
            MessageDesk desk,
            MessageInbox inbox,
            Idempotency idempotency,
            KeptTexts texts,
            ProblemWriter problems) {
        this.desk = desk;
        this.inbox = inbox;
        this.idempotency = idempotency;
        this.texts = texts;
        this.problems = problems;
    }

    /** Asks at once and answers whole or piece by piece. */
    public void carry(
            Actor by,
            RequestReader.Read read,
            byte[] body,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var question = read.question();
        once(
                by,
                question,
                body,
                request,
                response,
                key -> {
                    var kept = key != null;
                    if (read.stream()) {
                        var sink = new SseSink(form, request, response, problems, kept);
                        desk.stream(by, question, sink, key);
                    } else {
                        var whole = new WholeAnswer(form, request, response, problems, kept);
                        desk.answer(by, question, whole, key).sendTo(response);
                    }
                });
    }

    /** Takes the question in for later. */
    public void accept(
            Actor by,
            Question question,
            byte[] body,
            Response accepted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        once(
                by,
                question,
                body,
                request,
                response,
                key -> {
                    inbox.accept(by, question, key, accepted);
                    accepted.sendTo(response);
                });
    }

    /** A request that was answered before is answered again; nothing else happens then. */
    private void once(
            Actor by,
            Question question,
            byte[] body,
            HttpServletRequest request,
            HttpServletResponse response,
            Asked asked)
            throws IOException {
        var header = request.getHeader(Idempotency.HEADER);
        if (header == null) {
            asked.under(null);
            return;
        }
        var route = request.getMethod() + ' ' + request.getRequestURI();
        switch (idempotency.look(by.tenant(), route, header, body, question.id())) {
            case Idempotency.Lookup.First(var claimed) -> first(by, question, claimed, asked);
            case Idempotency.Lookup.Replay(var first) -> first.with(REPLAYED).sendTo(response);
        }
    }

    /** After an error nobody can tell what came of the request; it may be made again. */
    private void first(Actor by, Question question, ClaimedKey key, Asked asked)
            throws IOException {
        try {
            texts.requireRoom(by, question);
            asked.under(key);
        } catch (KeptTextsExhausted | Error nothing) {
            idempotency.free(by.tenant(), key);
            throw nothing;
        }
    }
}
