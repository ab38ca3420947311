package dev.baton.run;

import dev.baton.run.engine.Advance;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Takes in the commands that people and other runs give a run that is executed: a portion at a
 * time, so that no more of them is in memory than goes into one commit. Its {@link Execution} lets
 * one in at a time.
 */
final class CommandIntake {

    private final RunHead head;
    private final RunCommands commands;
    private final CommandMoves moves;
    private final Unwritten unwritten;

    /** Those that are still there: the commit that deletes them is under way. */
    private final Set<UUID> taken = new HashSet<>();

    private boolean more;

    CommandIntake(RunHead head, RunCommands commands, CommandMoves moves, Unwritten unwritten) {
        this.head = head;
        this.commands = commands;
        this.moves = moves;
        this.unwritten = unwritten;
    }

    /**
     * Takes in the next portion, once that before is written.
     *
     * @param version that the run is written at
     * @param apply makes the move that a command means
     * @throws org.springframework.dao.DataAccessException when the database is away; what was not
     *     taken in waits there
     */
    void take(int version, Consumer<UnaryOperator<Advance>> apply) {
        if (!taken.isEmpty()) {
            more = true;
            return;
        }
        var portion = commands.next(head.id());
        portion.commands().forEach(waiting -> take(waiting, version, apply));
        more = !portion.isAll();
    }

    /** A fault in what it takes to carry it out leaves it waiting. */
    private void take(
            RunCommands.Waiting waiting, int version, Consumer<UnaryOperator<Advance>> apply) {
        var move = moves.of(waiting.id(), waiting.command());
        taken.add(waiting.id());
        unwritten.take(waiting.id());
        if (isAsWanted(waiting.command(), version)) {
            apply.accept(move);
        }
    }

    /** Whether the run is exactly what a change is for, where that is said. */
    private boolean isAsWanted(RunCommand command, int version) {
        return !(command instanceof RunCommand.SetVariables(var _, var _, var wanted)
                        && wanted != null)
                || wanted == version && !unwritten.hasMoves();
    }

    /** Whether more wait, until what is taken in of them is written. */
    boolean hasMore() {
        return more;
    }

    /** They are deleted. */
    void written(Collection<UUID> carriedOut) {
        carriedOut.forEach(taken::remove);
    }
}
