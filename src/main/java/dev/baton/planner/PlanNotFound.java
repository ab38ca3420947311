package dev.baton.planner;

import dev.baton.platform.problem.NotFound;

/** The tenant has no plan under this hash, or has none any more. */
public class PlanNotFound extends NotFound {

    PlanNotFound(String hash) {
        super("plan_not_found", "There is no plan " + hash + ".", hash);
    }
}
