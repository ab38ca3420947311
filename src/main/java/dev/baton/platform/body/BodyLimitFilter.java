package dev.baton.platform.body;

import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.ProblemWriter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Caps request bodies: one that announces too much is refused before a byte is read, one that does
 * not say how long it is when it passes the cap.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class BodyLimitFilter extends OncePerRequestFilter {

    private final long cap;
    private final ProblemWriter problems;

    BodyLimitFilter(BodyProperties properties, ProblemWriter problems) {
        this.cap = properties.maxSize().toBytes();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var refusal = refusal(request);
        BodyLimit.set(request, cap);
        if (refusal == null) {
            chain.doFilter(new Counted(request, cap), response);
        } else {
            problems.refuse(request, response, refusal);
        }
    }

    private @Nullable Problem refusal(HttpServletRequest request) {
        if (request.getContentLengthLong() > cap) {
            return new BodyTooLarge(cap);
        }
        var encoding = request.getHeader("Content-Encoding");
        return encoding == null || encoding.equalsIgnoreCase("identity")
                ? null
                : new EncodedBody(encoding);
    }

    private static final class Counted extends HttpServletRequestWrapper {

        private final long cap;
        private @Nullable ServletInputStream body;
        private @Nullable BufferedReader reader;

        private Counted(HttpServletRequest request, long cap) {
            super(request);
            this.cap = cap;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new CountedBody(getRequest(), super.getInputStream(), cap);
            }
            return body;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            if (reader == null) {
                var encoding = getCharacterEncoding();
                reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        getInputStream(),
                                        encoding == null
                                                ? StandardCharsets.UTF_8
                                                : Charset.forName(encoding)));
            }
            return reader;
        }
    }
}
