package dev.baton.identity.key;

import dev.baton.platform.log.LogFacts;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.ProblemWriter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Lets a request act as the API key it carries. Only {@code Authorization: Bearer} counts; a key in
 * an address would end up in logs.
 */
class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final KeyVerifier verifier;
    private final KeyUses uses;
    private final SecurityContextRepository contexts;
    private final ProblemWriter problems;

    BearerFilter(
            KeyVerifier verifier,
            KeyUses uses,
            SecurityContextRepository contexts,
            ProblemWriter problems) {
        this.verifier = verifier;
        this.uses = uses;
        this.contexts = contexts;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<KeyAuthentication> caller;
        try {
            caller = token(request).map(verifier::verify);
            caller.ifPresent(it -> checkAddress(it, request.getRemoteAddr()));
        } catch (Problem | DataAccessException | TransactionException failure) {
            problems.write(request, response, failure);
            return;
        }
        if (caller.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        actAs(caller.get(), request, response);
        try (var _ = MDC.putCloseable(LogFacts.TENANT, caller.get().actor().tenant().toString())) {
            chain.doFilter(request, response);
        }
    }

    private static void checkAddress(KeyAuthentication caller, String address) {
        if (!caller.isAllowedFrom(address)) {
            throw new AddressNotAllowed(address);
        }
    }

    private static Optional<String> token(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        var header = headers.getFirst();
        if (headers.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InvalidApiKey();
        }
        return Optional.of(header.substring(SCHEME.length()).strip());
    }

    private void actAs(
            KeyAuthentication caller, HttpServletRequest request, HttpServletResponse response) {
        var context = new SecurityContextImpl(caller);
        SecurityContextHolder.setContext(context);
        // For the second dispatch of an answer that streams.
        contexts.saveContext(context, request, response);
        uses.note(caller.key(), request.getRemoteAddr());
    }
}
