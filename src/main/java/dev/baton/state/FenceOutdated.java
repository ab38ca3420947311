package dev.baton.state;

import dev.baton.platform.problem.Conflict;

/** Whoever writes with this fence does not hold its lock any more. */
public class FenceOutdated extends Conflict {

    FenceOutdated(long fence) {
        super(
                "fence_outdated",
                "No lock is held with the fence " + fence + " any more.",
                Long.toString(fence));
    }
}
