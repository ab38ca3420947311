package dev.baton.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Answers whatever fails in the API, also where no controller was found, which a controller advice
 * would not see. It comes first: API controllers throw and handle nothing themselves.
 */
@Component
class ApiProblems implements HandlerExceptionResolver, Ordered {

    private final ProblemWriter writer;

    ApiProblems(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception failure) {
        if (!ApiRequest.isApi(request) && !isRestController(handler)) {
            return null;
        }
        try {
            if (!isClientGone(failure)) {
                writer.write(request, response, failure);
            }
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Only where the type says so: a peer or the database that hangs up is not the client.
    private static boolean isClientGone(Exception failure) {
        return failure instanceof AsyncRequestNotUsableException
                || failure instanceof ClientAbortException;
    }

    private static boolean isRestController(@Nullable Object handler) {
        return handler instanceof HandlerMethod method
                && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), RestController.class);
    }
}
