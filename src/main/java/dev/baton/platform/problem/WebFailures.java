package dev.baton.platform.problem;

import jakarta.servlet.http.HttpServletResponse;

import org.apache.coyote.BadRequestException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests that reach no handler, or not in the form it takes; what the web framework refuses. */
@Component
class WebFailures implements FailureReading {

    private final FieldTexts texts;

    WebFailures(FieldTexts texts) {
        this.texts = texts;
    }

    @Override
    public Optional<ProblemFacts> read(Throwable failure, Locale language) {
        return switch (failure) {
            case AuthenticationException _ ->
                    Optional.of(
                            ProblemFacts.of(401, "unauthenticated", "Who calls is not known.")
                                    .withHeader("WWW-Authenticate", "Bearer realm=\"baton\""));
            case AccessDeniedException _ -> Optional.of(ofStatus(403));
            case RequestRejectedException _ -> Optional.of(ofStatus(400));
            // Chunks that are none, for example; noticed only while the body is read.
            case BadRequestException _ -> Optional.of(ofStatus(400));
            case HttpRequestMethodNotSupportedException e ->
                    Optional.of(
                            ofStatus(405)
                                    .withArguments(e.getMethod())
                                    .withHeader("Allow", allowed(e)));
            case HttpMediaTypeNotSupportedException e ->
                    Optional.of(
                            ofStatus(415)
                                    .withHeader(
                                            "Accept",
                                            e.getSupportedMediaTypes().stream()
                                                    .map(Object::toString)
                                                    .collect(Collectors.joining(", "))));
            case MethodArgumentTypeMismatchException e -> Optional.of(mismatch(e, language));
            case MissingServletRequestParameterException e ->
                    Optional.of(missing(e.getParameterName(), language));
            case MissingRequestValueException _ ->
                    Optional.of(
                            ProblemFacts.of(400, "missing_parameter", "A parameter is missing."));
            case MaxUploadSizeExceededException _ -> Optional.of(ofStatus(413));
            case AsyncRequestTimeoutException _ ->
                    Optional.of(ofStatus(503).withRetryAfter(Duration.ofSeconds(1)));
            case ErrorResponse e -> Optional.of(ofStatus(e.getStatusCode().value()));
            default -> Optional.empty();
        };
    }

    /** What can be said when nothing but the status is known. */
    static ProblemFacts ofStatus(int status) {
        return switch (status) {
            case 401 -> ProblemFacts.of(401, "unauthenticated", "Who calls is not known.");
            case 403 -> ProblemFacts.of(403, "access_denied", "This is not allowed.");
            case 404 ->
                    ProblemFacts.of(404, "route_not_found", "There is nothing at this address.");
            case 405 ->
                    ProblemFacts.of(
                            405, "method_not_allowed", "This address does not take this method.");
            case 406 ->
                    ProblemFacts.of(
                            406, "not_acceptable", "This address cannot answer in that form.");
            case 413 -> ProblemFacts.of(413, "body_too_large", "The request body is too large.");
            case 415 ->
                    ProblemFacts.of(
                            415,
                            "unsupported_media_type",
                            "This address does not take a body of this type.");
            case 503 -> ProblemFacts.of(503, "unavailable", "Baton cannot answer right now.");
            default -> other(status);
        };
    }

    private static ProblemFacts other(int status) {
        if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            return internalError(status);
        }
        var known = HttpStatus.resolve(status);
        return known == null || status < HttpServletResponse.SC_BAD_REQUEST
                ? internalError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR)
                : ProblemFacts.of(
                        status,
                        known.name().toLowerCase(Locale.ROOT),
                        "The request cannot be served: " + known.getReasonPhrase() + ".");
    }

    private static ProblemFacts internalError(int status) {
        return ProblemFacts.of(
                status,
                "internal_error",
                "Something went wrong on our side; the trace id names it in our log.");
    }

    private static String allowed(HttpRequestMethodNotSupportedException e) {
        var methods = e.getSupportedMethods();
        return methods == null ? "" : String.join(", ", methods);
    }

    /**
     * An id in the path that is no id is nothing's id; other parameters are told what they must be.
     */
    private ProblemFacts mismatch(MethodArgumentTypeMismatchException e, Locale language) {
        if (e.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return ProblemFacts.of(404, "not_found", "There is nothing under this id.");
        }
        return ProblemFacts.of(
                        400,
                        "invalid_parameter",
                        "The parameter " + e.getName() + " cannot be read.")
                .withArguments(e.getName())
                .withFields(List.of(texts.problem(e.getName(), "invalid", language)));
    }

    private ProblemFacts missing(String name, Locale language) {
        return ProblemFacts.of(400, "missing_parameter", "The parameter " + name + " is missing.")
                .withFields(List.of(texts.problem(name, "required", language)));
    }
}
