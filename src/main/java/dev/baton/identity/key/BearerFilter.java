package dev.baton.identity.key;

import dev.baton.limit.AddressLimits;
import dev.baton.limit.RateLimited;
import dev.baton.platform.log.LogFacts;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.ProblemWriter;
import dev.baton.platform.problem.Unauthenticated;

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
    private final AddressLimits addresses;
    private final SecurityContextRepository contexts;
    private final ProblemWriter problems;

    BearerFilter(
            KeyVerifier verifier,
            KeyUses uses,
            AddressLimits addresses,
            SecurityContextRepository contexts,
            ProblemWriter problems) {
        this.verifier = verifier;
        this.uses = uses;
        this.addresses = addresses;
        this.contexts = contexts;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<KeyAuthentication> caller;
        try {
            caller = token(request).map(it -> verify(it, request.getRemoteAddr()));
        } catch (Unauthenticated nobody) {
            refuse(request, response, nobody);
            return;
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

    /** Who has no key that counts uses up the limit of their address, and hears of that then. */
    void refuse(HttpServletRequest request, HttpServletResponse response, Unauthenticated nobody)
            throws IOException {
        try {
            addresses.check(request.getRemoteAddr());
        } catch (RateLimited usedUp) {
            problems.write(request, response, usedUp);
            return;
        }
        addresses.charge(request.getRemoteAddr());
        problems.write(request, response, nobody);
    }

    private KeyAuthentication verify(String token, String address) {
        var caller = verifier.verify(token, () -> addresses.check(address));
        if (!caller.isAllowedFrom(address)) {
            throw new AddressNotAllowed(address);
        }
        return caller;
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
