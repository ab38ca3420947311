package dev.baton.message;

import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.ProblemWriter;
import dev.baton.tenant.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Carries one question over HTTP: looks its idempotency key up, asks, and writes the answer in the
 * entrance's own form.
 */
@Component
public class MessageExchange {

    /** What an entrance does in its own way: a whole answer and a streamed one. */
    public interface Form extends AnswerFormat, StreamForm {}

    private static final String JSON = "application/json";
    private static final String REPLAYED = "Idempotent-Replayed";

    private final MessageDesk desk;
    private final Idempotency idempotency;
    private final ProblemWriter problems;

    MessageExchange(MessageDesk desk, Idempotency idempotency, ProblemWriter problems) {
        this.desk = desk;
        this.idempotency = idempotency;
        this.problems = problems;
    }

    public void carry(
            Actor by,
            RequestReader.Read read,
            byte[] body,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var key = claim(by, read.question(), body, request, response);
        if (key.replayed()) {
            return;
        }
        try {
            if (read.stream()) {
                var sink = new SseSink(form, request, response, problems);
                desk.stream(by, read.question(), sink, key.claimed());
            } else {
                write(response, 200, JSON, desk.answer(by, read.question(), form, key.claimed()));
            }
        } catch (Problem refused) {
            idempotency.release(by.tenant(), key.claimed());
            throw refused;
        }
    }

    /** An idempotency key of a request: claimed, absent, or already answered. */
    public record Key(@Nullable ClaimedKey claimed, boolean replayed) {}

    /** Claims the request's idempotency key; a request that was answered before is answered again. */
    public Key claim(
            Actor by,
            Question question,
            byte[] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var header = request.getHeader(Idempotency.HEADER);
        if (header == null) {
            return new Key(null, false);
        }
        var route = request.getMethod() + ' ' + request.getRequestURI();
        return switch (idempotency.look(by.tenant(), route, header, body, question.id())) {
            case Idempotency.Lookup.First(var claimed) -> new Key(claimed, false);
            case Idempotency.Lookup.Replay(var stored) -> {
                response.setHeader(REPLAYED, "true");
                write(response, stored.status(), stored.contentType(), stored.body());
                yield new Key(null, true);
            }
        };
    }

    public void write(HttpServletResponse response, int status, String type, byte[] body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
