package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What became of each run.
 *
 * @param done how many it was done to
 * @param refused how many it was not done to
 */
record RunBulkJson(String action, int done, int refused, List<OutcomeJson> results) {

    /**
     * @param run id of the run that began by it
     * @param error why it was not done
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutcomeJson(String id, boolean done, @Nullable String run, @Nullable RefusalJson error) {

        static OutcomeJson refused(Object id, String code, @Nullable String message) {
            return new OutcomeJson(
                    id.toString(), false, null, new RefusalJson(code, String.valueOf(message)));
        }
    }

    record RefusalJson(String code, String message) {}

    static RunBulkJson of(String action, List<OutcomeJson> results) {
        var done = (int) results.stream().filter(OutcomeJson::done).count();
        return new RunBulkJson(action, done, results.size() - done, results);
    }
}
