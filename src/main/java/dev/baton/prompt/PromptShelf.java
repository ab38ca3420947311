package dev.baton.prompt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import dev.baton.platform.cache.Caches;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

import java.time.Duration;
import java.util.List;

/**
 * Templates ready to render, from memory: what calls use. A version stays for good; which version
 * is the newest is heard through the feed within a second.
 */
@Component
public class PromptShelf implements FeedListener {

    private final PromptStore store;
    private final Cache<PromptVersionId, ReadyPrompt> versions;
    private final Cache<Numbered, PromptVersionId> numbers;
    private final Cache<PromptId, PromptVersionId> newest;

    PromptShelf(PromptStore store, Caches caches) {
        this.store = store;
        this.versions =
                caches.make("prompt_versions", Caffeine.newBuilder().maximumSize(10_000));
        this.numbers = caches.make("prompt_numbers", Caffeine.newBuilder().maximumSize(10_000));
        this.newest =
                caches.make(
                        "newest_prompts",
                        Caffeine.newBuilder()
                                .maximumSize(50_000)
                                .expireAfterWrite(Duration.ofSeconds(60)));
    }

    /** One version, for callers that were given its id by their own tenant's data. */
    public ReadyPrompt version(PromptVersionId id) {
        return versions.get(id, missing -> ReadyPrompt.of(store.version(missing)));
    }

    /** The version with this number. */
    public ReadyPrompt version(PromptId id, int number) {
        return version(
                numbers.get(
                        new Numbered(id, number),
                        missing -> store.idOf(missing.prompt(), missing.number())));
    }

    /** The newest version of a prompt. */
    public ReadyPrompt newest(PromptId id) {
        return version(newest.get(id, store::newestOf));
    }

    /** The prompt's name as it is now; not from memory. */
    public String nameOf(PromptId id) {
        return store.nameOf(id);
    }

    /** Whether nothing new may choose the prompt; not from memory. */
    public boolean isArchived(PromptId id) {
        return store.isArchived(id);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(PromptRevised event) {
        newest.invalidate(event.prompt());
    }

    @Override
    public void on(List<Event> events) {
        for (var event : events) {
            if (event.type().equals(PromptEvents.REVISED.name())) {
                newest.invalidate(new PromptId(event.tenant(), event.subject()));
            }
        }
    }

    private record Numbered(PromptId prompt, int number) {}
}
