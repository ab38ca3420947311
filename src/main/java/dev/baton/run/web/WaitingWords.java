package dev.baton.run.web;

import dev.baton.platform.web.Formats;
import dev.baton.run.Run;
import dev.baton.run.RunWaits;
import dev.baton.run.WaitingFor;
import dev.baton.run.WaitingFor.What;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** Says what runs and steps wait for, and what would free them. */
@Component
class WaitingWords {

    /**
     * @param key of the sentence
     * @param limitKey of the sentence that says which limit holds it back; null for none
     * @param cause for want of what it waits; null for another reason
     */
    record Told(
            WaitingFor waiting,
            String key,
            List<String> arguments,
            @Nullable String limitKey,
            List<String> limits,
            Causes.@Nullable Cause cause) {}

    private final Causes causes;
    private final Formats formats;

    WaitingWords(Causes causes, Formats formats) {
        this.causes = causes;
        this.formats = formats;
    }

    Told of(Run run, WaitingFor waiting) {
        var facts = waiting.facts();
        var limit = waiting.what() == What.TURN ? facts.get("limit") : null;
        return new Told(
                waiting,
                waiting.what() == What.TURN ? turn(before(facts)) : key(waiting.what()),
                List.of(formats.number(Math.min(before(facts), RunWaits.MOST_BEFORE))),
                limit == null ? null : "run.waiting.limit." + limit,
                List.of(facts.getOrDefault("taken", ""), facts.getOrDefault("most", "")),
                waiting.cause() == null ? null : causes.of(run, waiting.cause(), facts));
    }

    private static int before(Map<String, String> facts) {
        return Integer.parseInt(facts.getOrDefault("before", "0"));
    }

    private static String turn(int before) {
        if (before > RunWaits.MOST_BEFORE) {
            return "run.waiting.turn.many";
        }
        return switch (before) {
            case 0 -> "run.waiting.turn.next";
            case 1 -> "run.waiting.turn.one";
            default -> "run.waiting.turn";
        };
    }

    private static String key(What what) {
        return switch (what) {
            case TURN -> "run.waiting.turn";
            case RESUMPTION -> "run.waits.paused";
            case APPROVAL -> "run.waits.approval";
            case ROOM -> "run.waiting.room";
            case RUN -> "run.waiting.run";
            case SIGNAL -> "run.waits.signal";
            case RETRY -> "run.waits.retry";
            case TIME -> "run.waiting.time";
        };
    }
}
