package dev.baton.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.cache.Caches;
import dev.baton.run.Recording.Take;
import dev.baton.run.engine.RunEvent;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What the replays that are executed here replay, read once from the journals of both. */
@Component
class Recordings {

    private static final long MOST = 200_000;
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int PAGE = 100;

    private final Journals journals;
    private final Divergences divergences;
    private final Cache<RunId, Recording> recordings;

    Recordings(Journals journals, Divergences divergences, Caches caches) {
        this.journals = journals;
        this.divergences = divergences;
        this.recordings =
                caches.make(
                        "run_recordings",
                        Caffeine.newBuilder()
                                .maximumWeight(MOST)
                                .weigher((RunId _, Recording recording) -> recording.weight())
                                .expireAfterAccess(KEPT));
    }

    /**
     * @param replay a run that is one
     */
    Recording of(RunHead replay) {
        return recordings.get(replay.id(), _ -> read(replay));
    }

    /** What it was given is read anew. */
    void forget(RunId replay) {
        recordings.invalidate(replay);
    }

    private Recording read(RunHead replay) {
        var reader = new RecordingReader();
        read(source(replay), reader::read);
        var recording = reader.recording();
        read(
                replay.id(),
                entry -> entry.moves().forEach(move -> move.events().forEach(recording::goOn)));
        divergences.find(replay.id()).ifPresent(_ -> recording.turns().diverge());
        return recording;
    }

    static RunId source(RunHead replay) {
        return new RunId(replay.id().tenant(), replay.origin().run());
    }

    private void read(RunId run, Consumer<JournalEntry> reader) {
        var version = 0;
        for (var page = journals.after(run, 0, PAGE);
                !page.isEmpty();
                page = journals.after(run, version, PAGE)) {
            page.forEach(reader);
            version = page.getLast().version();
        }
    }

    /** How a take ended, and what followed from that at once. */
    List<RunEvent> end(RunHead replay, Take take) {
        var events = entry(replay, take.endedAt());
        return events.subList(take.event(), events.size());
    }

    private List<RunEvent> entry(RunHead replay, int version) {
        return journals.at(source(replay), List.of(version)).stream()
                .flatMap(entry -> entry.moves().stream())
                .flatMap(move -> move.events().stream())
                .toList();
    }
}
