package dev.baton.run;

import dev.baton.platform.problem.LimitReached;

import java.time.Duration;
import java.util.Map;

/** As much is wanted of a run as may wait until it is taken in. */
class TooManyCommands extends LimitReached {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final String limit;
    private final long most;

    private TooManyCommands(String limit, String detail, long most) {
        super("too_many_commands", detail, SOON, most);
        this.limit = limit;
        this.most = most;
    }

    static TooManyCommands inNumber(int most) {
        return new TooManyCommands(
                "run_commands", "For a run, %d commands may wait.".formatted(most), most);
    }

    static TooManyCommands inLetters(long most) {
        return new TooManyCommands(
                "run_command_letters",
                "For a run, commands of %d letters together may wait.".formatted(most),
                most);
    }

    @Override
    public Map<String, Object> extensions() {
        return Map.of("limit", limit, "most", most);
    }
}
