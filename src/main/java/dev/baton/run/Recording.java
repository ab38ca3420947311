package dev.baton.run;

import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunEvent.Use;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a run has done, as one replay of it needs that: what each of its steps acted with, where its
 * journal tells what that came to, and what of it the replay has been given.
 */
final class Recording {

    /**
     * What a step did with the same arguments, in one or more attempts, or what people were asked
     * and answered.
     *
     * @param hash of the arguments
     * @param begunAt version of the journal that has these
     * @param call key of the last attempt
     * @param endedAt version that tells what it came to; 0 for one that came to nothing
     * @param event number of that event in it, from 0
     * @param turn among all that came to something; -1 for one that did not
     * @param dropped whether it came to nothing as nobody waited for it any more
     */
    record Take(
            String path,
            String hash,
            int begunAt,
            UUID call,
            int endedAt,
            int event,
            int turn,
            boolean dropped) {

        boolean hasEnded() {
            return endedAt > 0;
        }
    }

    private final Map<String, List<Take>> steps;
    private final Map<String, List<Take>> answers;
    private final Set<String> served = ConcurrentHashMap.newKeySet();
    private final Turns turns = new Turns();

    Recording(List<Take> steps, List<Take> answers) {
        this.steps = byPath(steps);
        this.answers = byPath(answers);
    }

    private static Map<String, List<Take>> byPath(List<Take> takes) {
        var byPath = new HashMap<String, List<Take>>();
        takes.forEach(
                take -> byPath.computeIfAbsent(take.path(), _ -> new ArrayList<>()).add(take));
        return byPath;
    }

    /** About how much memory it takes, in steps. */
    int weight() {
        return 1 + steps.size() + answers.size();
    }

    Turns turns() {
        return turns;
    }

    /** What a step did with these arguments; null for nothing. */
    @Nullable Take step(String path, String hash) {
        return find(steps, path, hash);
    }

    /** What it did last, with whatever arguments; null where it did not act. */
    @Nullable Take last(String path) {
        var takes = steps.get(path);
        return takes == null ? null : takes.getLast();
    }

    /** What people answered when they were asked this last; null where they were not. */
    @Nullable Take answer(String path, String hash) {
        return find(answers, path, hash);
    }

    /** Whether people were asked there, about whatever. */
    boolean wasAsked(String path) {
        return answers.containsKey(path);
    }

    private static @Nullable Take find(Map<String, List<Take>> takes, String path, String hash) {
        return takes.getOrDefault(path, List.of()).reversed().stream()
                .filter(take -> take.hash().equals(hash))
                .findFirst()
                .orElse(null);
    }

    /** The replay is given what a step came to. */
    void serve(Take take) {
        served.add(take.path());
    }

    /** Whether it was. */
    boolean wasServed(String path) {
        return served.contains(path);
    }

    /** Takes in what the replay has done already, as its own journal tells. */
    void goOn(RunEvent event) {
        switch (event) {
            case RunEvent.StepCompleted done -> goOn(done.step(), done.use());
            case RunEvent.StepFailed failed -> goOn(failed.step(), failed.use());
            case RunEvent.ApprovalAnswered answered ->
                    next(answers, answered.step()).ifPresent(take -> turns.end(take.turn()));
            default -> {}
        }
    }

    private void goOn(String path, @Nullable Use use) {
        var next = next(steps, path);
        if (use != null && use.served() != null) {
            served.add(path);
        }
        next.ifPresent(take -> turns.end(take.turn()));
    }

    /** What a path came to first that the replay has not been given. */
    private Optional<Take> next(Map<String, List<Take>> takes, String path) {
        return takes.getOrDefault(path, List.of()).stream()
                .filter(Take::hasEnded)
                .filter(take -> !turns.isOver(take.turn()))
                .findFirst();
    }
}
