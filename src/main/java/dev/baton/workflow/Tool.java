package dev.baton.workflow;

import java.util.Map;

/**
 * A request that steps make with arguments. Changing anything of it changes its {@link #hash},
 * which approvals are bound to.
 *
 * @param parameters JSON Schema of the arguments
 * @param request with {@code arguments} bound
 * @param hash SHA-256 of the definition's canonical JSON (RFC 8785), in hex
 */
public record Tool(
        String description, Map<String, Object> parameters, Action.Http request, String hash) {}
