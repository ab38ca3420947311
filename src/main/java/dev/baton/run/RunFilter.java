package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Which runs a list shows; each null for all.
 *
 * @param from begun then or later
 * @param to begun before then
 * @param id of the only one
 * @param correlation what their starter calls the request
 * @param agent that they have asked
 * @param workflow that they execute a version of
 * @param parent of the run whose steps began them
 * @param error code that they failed with
 * @param leastCost in nano-units of the tenant's currency
 * @param leastDuration that they took, or take so far
 * @param asking true for those where people are asked to decide something now
 * @param rating that somebody gave them, whatever others did
 * @param input words that stand in it, all of them; see {@link RunDesk#LETTERS_OF_INPUT}
 */
public record RunFilter(
        @Nullable RunStatus status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID id,
        @Nullable String correlation,
        @Nullable UUID agent,
        @Nullable UUID workflow,
        @Nullable UUID parent,
        @Nullable String error,
        @Nullable Long leastCost,
        @Nullable Duration leastDuration,
        @Nullable Boolean asking,
        @Nullable Rating rating,
        @Nullable String input) {

    /** Of one request. */
    public static RunFilter called(String correlation) {
        return builder().correlation(correlation).build();
    }

    /** Of versions of one workflow. */
    public static RunFilter executing(UUID workflow) {
        return builder().workflow(workflow).build();
    }

    /** The one of this id. */
    public static RunFilter only(UUID id) {
        return builder().id(id).build();
    }

    /** Of the steps of one run. */
    public static RunFilter begunBy(UUID parent) {
        return builder().parent(parent).build();
    }

    RunFilter of(RunStatus other) {
        return new RunFilter(
                other,
                from,
                to,
                id,
                correlation,
                agent,
                workflow,
                parent,
                error,
                leastCost,
                leastDuration,
                asking,
                rating,
                input);
    }

    /** Whether more is asked than their status and when they began. */
    public boolean isSearch() {
        return !equals(builder().status(status).from(from).to(to).build());
    }

    /** Leaves all runs until something is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Names what a filter asks; see its components. */
    public static final class Builder {

        private @Nullable RunStatus status;
        private @Nullable Instant from;
        private @Nullable Instant to;
        private @Nullable UUID id;
        private @Nullable String correlation;
        private @Nullable UUID agent;
        private @Nullable UUID workflow;
        private @Nullable UUID parent;
        private @Nullable String error;
        private @Nullable Long leastCost;
        private @Nullable Duration leastDuration;
        private @Nullable Boolean asking;
        private @Nullable Rating rating;
        private @Nullable String input;

        private Builder() {}

        public Builder status(@Nullable RunStatus wanted) {
            status = wanted;
            return this;
        }

        public Builder from(@Nullable Instant first) {
            from = first;
            return this;
        }

        public Builder to(@Nullable Instant end) {
            to = end;
            return this;
        }

        public Builder id(@Nullable UUID only) {
            id = only;
            return this;
        }

        public Builder correlation(@Nullable String called) {
            correlation = called;
            return this;
        }

        public Builder agent(@Nullable UUID asked) {
            agent = asked;
            return this;
        }

        public Builder workflow(@Nullable UUID executed) {
            workflow = executed;
            return this;
        }

        public Builder parent(@Nullable UUID run) {
            parent = run;
            return this;
        }

        public Builder error(@Nullable String code) {
            error = code;
            return this;
        }

        public Builder leastCost(@Nullable Long nanos) {
            leastCost = nanos;
            return this;
        }

        public Builder leastDuration(@Nullable Duration least) {
            leastDuration = least;
            return this;
        }

        public Builder asking(@Nullable Boolean open) {
            asking = open;
            return this;
        }

        public Builder rating(@Nullable Rating given) {
            rating = given;
            return this;
        }

        public Builder input(@Nullable String words) {
            input = words;
            return this;
        }

        public RunFilter build() {
            return new RunFilter(
                    status,
                    from,
                    to,
                    id,
                    correlation,
                    agent,
                    workflow,
                    parent,
                    error,
                    leastCost,
                    leastDuration,
                    asking,
                    rating,
                    input);
        }
    }
}
