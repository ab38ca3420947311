package dev.baton.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What people choose about an agent of any kind.
 *
 * @param name how callers address it: {@code "agent": "assistant"}; unique among its owner's agents
 * @param release the agent's own version, for people
 * @param capabilities what it can be found by
 * @param costPerRequest nano-units of the owner's currency that a call costs; of agents whose model
 *     is metered only the expectation until there are calls to average
 */
public record AgentSettings(
        String name,
        String description,
        String release,
        SortedSet<String> capabilities,
        AgentLimits limits,
        long costPerRequest) {

    public static final String FIRST_RELEASE = "1.0.0";

    /** 0.01 in nano-units. */
    public static final long DEFAULT_COST = 10_000_000;

    /** Of a name, and an id is no longer. */
    public static final int LONGEST_NAME = 64;

    static final int MOST_CAPABILITIES = 50;
    static final int LONGEST_DESCRIPTION = 500;
    static final long HIGHEST_COST = 1_000_000_000_000L;

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern RELEASE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+-]{0,39}");
    private static final Pattern CAPABILITY = Pattern.compile("[a-z0-9][a-z0-9._:-]{0,63}");

    public AgentSettings {
        description = description.strip();
        capabilities = new TreeSet<>(capabilities);
    }

    /** An agent with every default. */
    public static AgentSettings named(String name) {
        return new AgentSettings(
                name, "", FIRST_RELEASE, new TreeSet<>(), AgentLimits.DEFAULT, DEFAULT_COST);
    }

    /** Whether a text can be a capability; anything else finds nothing. */
    public static boolean isCapability(String text) {
        return CAPABILITY.matcher(text).matches();
    }

    /** Whether a text is the id of an agent, which no name may look like. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether an agent could have this name or id. */
    static boolean mayBeNamed(String text) {
        return NAME.matcher(text).matches();
    }

    List<AgentFault> faults() {
        var faults = new ArrayList<AgentFault>();
        if (!mayBeNamed(name) || isId(name)) {
            faults.add(
                    AgentFault.of(
                            "name",
                            "name_refused",
                            "Lower-case letters, digits and inner dots, hyphens or underscores, at"
                                    + " most 64."));
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            faults.add(
                    AgentFault.of(
                            "metadata.description",
                            "text_long",
                            "At most " + LONGEST_DESCRIPTION + " characters.",
                            "" + LONGEST_DESCRIPTION));
        }
        if (!RELEASE.matcher(release).matches()) {
            faults.add(
                    AgentFault.of(
                            "metadata.version",
                            "release_refused",
                            "Letters, digits, dots, plus and hyphens, at most 40."));
        }
        if (capabilities.size() > MOST_CAPABILITIES
                || !capabilities.stream().allMatch(AgentSettings::isCapability)) {
            faults.add(
                    AgentFault.of(
                            "capabilities",
                            "capability_refused",
                            "At most 50, each of lower-case letters, digits, dots, colons, hyphens"
                                    + " or underscores."));
        }
        checkRange(
                faults,
                "metadata.max_concurrent_tasks",
                limits.maxConcurrentTasks(),
                1,
                AgentLimits.MOST_CONCURRENT);
        checkRange(faults, "metadata.rate_limit", limits.rateLimit(), 1, AgentLimits.HIGHEST_RATE);
        checkRange(
                faults,
                "timeout_seconds",
                limits.timeout().toSeconds(),
                AgentLimits.SHORTEST_SECONDS,
                AgentLimits.LONGEST.toSeconds());
        checkRange(faults, "retries", limits.retries(), 0, AgentLimits.MOST_RETRIES);
        if (costPerRequest < 0 || costPerRequest > HIGHEST_COST) {
            faults.add(
                    AgentFault.of(
                            "metadata.cost_per_request",
                            "out_of_range",
                            "Between 0 and 1000.",
                            "0",
                            "1000"));
        }
        return faults;
    }

    private static void checkRange(
            List<AgentFault> faults, String field, long value, long least, long most) {
        if (value < least || value > most) {
            faults.add(
                    AgentFault.of(
                            field,
                            "out_of_range",
                            "Between " + least + " and " + most + ".",
                            "" + least,
                            "" + most));
        }
    }
}
