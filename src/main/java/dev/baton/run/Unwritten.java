package dev.baton.run;

import dev.baton.event.NewEvent;
import dev.baton.run.engine.Advance;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.RunEvent;
import dev.baton.work.Claim;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What has happened to a run since its last commit, and goes into the next. */
final class Unwritten {

    private final List<JournalEntry.Move> moves = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<UUID> commands = new ArrayList<>();
    private final List<RunRecord.Wish> wishes = new ArrayList<>();
    private final List<UUID> withdrawn = new ArrayList<>();
    private final Set<UUID> agents = new HashSet<>();
    private final List<NewEvent> events = new ArrayList<>();

    void add(Advance move, Instant now) {
        if (!move.events().isEmpty()) {
            moves.add(new JournalEntry.Move(now, move.events()));
        }
        effects.addAll(move.effects());
    }

    /** A command is taken in; it is deleted. */
    void take(UUID command) {
        commands.add(command);
    }

    void wish(RunId of, RunCommand command) {
        wishes.add(new RunRecord.Wish(of, command));
    }

    /** People need not decide any more. */
    void withdraw(UUID approval) {
        withdrawn.add(approval);
    }

    /** Lists find the run by an agent that it asks. */
    void asks(UUID agent) {
        agents.add(agent);
    }

    /** Others hear of it. */
    void tell(NewEvent event) {
        events.add(event);
    }

    /** Whether something happened that its state knows of. */
    boolean hasMoves() {
        return !moves.isEmpty();
    }

    boolean isEmpty() {
        return moves.isEmpty() && commands.isEmpty();
    }

    List<JournalEntry.Move> moves() {
        return moves;
    }

    List<UUID> commands() {
        return List.copyOf(commands);
    }

    List<NewEvent> events() {
        return List.copyOf(events);
    }

    /** Whether it leads to nothing but that something stops. */
    boolean onlyStops() {
        return effects.stream().allMatch(Effect.Stop.class::isInstance);
    }

    /** Why the run has ended with it; null when it has not. */
    RunEvent.@Nullable RunEnded end() {
        return !moves.isEmpty()
                        && moves.getLast().events().getLast() instanceof RunEvent.RunEnded ended
                ? ended
                : null;
    }

    RunRecord.Appended record(
            RunHead head,
            Claim claim,
            List<JournalRow> rows,
            @Nullable RunSummary summary,
            RunRecord.Leaving leaving,
            RunRecord.Listener listener) {
        return new RunRecord.Appended(
                head,
                claim,
                rows,
                summary,
                commands(),
                List.copyOf(wishes),
                List.copyOf(withdrawn),
                Set.copyOf(agents),
                leaving,
                events(),
                listener);
    }

    /** Forgets it, as a commit has it now or nobody wants it any more. */
    void clear() {
        moves.clear();
        effects.clear();
        commands.clear();
        wishes.clear();
        withdrawn.clear();
        agents.clear();
        events.clear();
    }

    /** What is to be done once it is durable; that is up to who asks. */
    List<Effect> takeEffects() {
        var taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }
}
