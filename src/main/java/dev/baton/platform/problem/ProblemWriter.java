package dev.baton.platform.problem;

import dev.baton.platform.trace.CurrentTrace;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Answers a request of the API with an error: as problem document, under {@code /v1} in OpenAI's
 * shape. Filters call it; from controllers one simply throws.
 */
@Component
public class ProblemWriter {

    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    private final ProblemReader reader;
    private final MessageSource messages;
    private final JsonMapper json;

    ProblemWriter(ProblemReader reader, MessageSource messages, JsonMapper json) {
        this.reader = reader;
        this.messages = messages;
        this.json = json;
    }

    /** Writes the error; does nothing when the answer has begun already. */
    public void write(HttpServletRequest request, HttpServletResponse response, Throwable failure)
            throws IOException {
        var facts = read(request, failure);
        if (facts.status() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            logFault(request, facts, failure);
        }
        write(request, response, facts);
    }

    /** The same for whatever is refused before it is known who answers: people get a page. */
    public void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (ApiRequest.isApi(request)) {
            write(request, response, problem);
        } else {
            response.sendError(problem.status());
        }
    }

    /** The error's JSON for an answer that is already under way, as an event of a stream. */
    public Map<String, Object> document(HttpServletRequest request, Throwable failure) {
        return document(request, read(request, failure));
    }

    /** The whole answer that {@link #write} would send, for keeping it. */
    public ProblemAnswer answer(HttpServletRequest request, Throwable failure) {
        return answer(request, read(request, failure));
    }

    void write(HttpServletRequest request, HttpServletResponse response, ProblemFacts facts)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var answer = answer(request, facts);
        response.resetBuffer();
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
        // At once: what is left of a refused body must not hold the answer back.
        response.flushBuffer();
    }

    private ProblemAnswer answer(HttpServletRequest request, ProblemFacts facts) {
        var headers = new LinkedHashMap<>(facts.headers());
        if (facts.retryAfter() != null) {
            var wholeSeconds = facts.retryAfter().plusMillis(999).toSeconds();
            headers.put("Retry-After", Long.toString(Math.max(1, wholeSeconds)));
        }
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Language", ApiRequest.language(request).toLanguageTag());
        headers.put(
                "Content-Type",
                ApiRequest.isOpenAi(request) ? "application/json" : "application/problem+json");
        return new ProblemAnswer(
                facts.status(), headers, json.writeValueAsBytes(document(request, facts)));
    }

    private ProblemFacts read(HttpServletRequest request, Throwable failure) {
        return reader.read(failure, ApiRequest.language(request));
    }

    private Map<String, Object> document(HttpServletRequest request, ProblemFacts facts) {
        return ApiRequest.isOpenAi(request)
                ? ProblemDocument.openAi(facts)
                : ProblemDocument.ours(
                        facts,
                        title(facts, ApiRequest.language(request)),
                        ApiRequest.path(request),
                        CurrentTrace.of(request).traceId());
    }

    private String title(ProblemFacts facts, Locale language) {
        var byStatus =
                messages.getMessage(
                        "problem.status." + facts.status(), null, facts.detail(), language);
        var title =
                messages.getMessage(
                        "problem." + facts.code(), facts.arguments().toArray(), byStatus, language);
        return title == null ? facts.detail() : title;
    }

    private static void logFault(
            HttpServletRequest request, ProblemFacts facts, Throwable failure) {
        if (facts.code().equals("internal_error")) {
            log.error("{} {} failed", request.getMethod(), ApiRequest.path(request), failure);
        } else {
            log.warn(
                    "{} {} answered {} {}",
                    request.getMethod(),
                    ApiRequest.path(request),
                    facts.status(),
                    facts.code());
        }
    }
}
