package dev.baton.prompt;

import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.List;

/**
 * Lets an agent answer a template before anything uses it: paid, limited and recorded like any
 * message. Implemented where messages are.
 */
public interface PromptTrials {

    /** Those that would answer a template of the tenant's, by name. */
    List<TrialAgent> agents(TenantId tenant);

    /** Streams the answer, or why there is none, as the console's scripts read it. */
    void stream(
            PromptTrial trial, Actor by, HttpServletRequest request, HttpServletResponse response)
            throws IOException;

    /** The whole answer, or why there is none. */
    TrialAnswer answer(PromptTrial trial, Actor by, HttpServletRequest request);
}
