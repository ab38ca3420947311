package dev.baton.run;

import dev.baton.platform.IfMatch;
import dev.baton.platform.problem.PreconditionFailed;

import java.util.Map;

/** The run is not, or not any more, at the version that a change was for. */
public class RunMovedOn extends PreconditionFailed {

    private final int version;

    RunMovedOn(int version) {
        super("run_moved_on", "The run is at version %d.".formatted(version), version);
        this.version = version;
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("version", version);
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("ETag", IfMatch.tag(version));
    }
}
