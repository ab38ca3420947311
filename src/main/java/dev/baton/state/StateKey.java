package dev.baton.state;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

/** Under which name a tenant keeps something; each tenant has names of its own. */
public record StateKey(TenantId tenant, String namespace, String key) implements TenantScoped {

    /** The address of the stream of changes, so nothing can be kept under it. */
    private static final String EVENTS = "events";

    public StateKey {
        StateNames.check("namespace", namespace, StateNames.LONGEST_NAMESPACE);
        StateNames.check("key", key, StateNames.LONGEST_KEY);
        if (key.equals(EVENTS)) {
            throw new StateRefused(
                    new FieldProblem("key", "reserved", "any name but '" + EVENTS + "'"));
        }
    }
}
