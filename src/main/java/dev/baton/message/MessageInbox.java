package dev.baton.message;

import dev.baton.platform.Page;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Messages that are answered later: taken in durably, looked up until they have ended. */
@Service
public class MessageInbox {

    private final MessageStore store;
    private final WorkQueue work;
    private final IdempotencyStore replays;
    private final Idempotency idempotency;
    private final Admission admission;
    private final GroupCommit commit;
    private final RetryingTransactions transactions;
    private final JsonMapper json;
    private final Clock clock;

    MessageInbox(
            MessageStore store,
            WorkQueue work,
            IdempotencyStore replays,
            Idempotency idempotency,
            Admission admission,
            GroupCommit commit,
            RetryingTransactions transactions,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.work = work;
        this.replays = replays;
        this.idempotency = idempotency;
        this.admission = admission;
        this.commit = commit;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes a question in. When this returns, some instance will answer it, whatever happens to this
     * one. A question that could never be answered is refused at once.
     *
     * @param response what the caller is told, kept under its idempotency key if it sent one
     */
    @Requires(Permission.MESSAGES_WRITE)
    public void accept(
            Actor by, Question question, @Nullable ClaimedKey key, Response response) {
        try {
            commit.admit();
            admission.check(by, question);
            transactions.run(() -> keep(by, question, StoredResponse.of(key, response)));
        } catch (RuntimeException refused) {
            idempotency.free(by.tenant(), key);
            throw refused;
        }
    }

    private void keep(Actor by, Question question, @Nullable StoredResponse answered) {
        store.accept(queued(by, question));
        work.add(
                new NewWork(
                        MessageWorker.QUEUE,
                        by.tenant(),
                        question.id(),
                        Priority.NORMAL,
                        clock.instant(),
                        null));
        if (answered != null) {
            replays.end(List.of(new IdempotencyStore.Ended(by.tenant(), answered)));
        }
    }

    @Transactional(readOnly = true)
    public Message get(TenantId tenant, UUID id) {
        return store.find(tenant, id).orElseThrow(() -> new MessageNotFound(id));
    }

    /** The messages of one trace, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> ofTrace(TenantId tenant, String traceId, int limit) {
        return store.ofTrace(tenant, traceId, limit);
    }

    /** Newest first; {@code before} is the id of the last one of the page before. */
    @Transactional(readOnly = true)
    public Page<Message> list(TenantId tenant, UUID before, int limit) {
        return Page.of(
                store.list(tenant, before, limit + 1), limit, message -> message.id().toString());
    }

    private Message queued(Actor by, Question question) {
        return new Message(
                by.tenant(),
                question.id(),
                question.receivedAt(),
                null,
                MessageStatus.QUEUED,
                true,
                question.entrance(),
                null,
                null,
                by.kind() == Actor.Kind.KEY ? by.requiredId() : null,
                by.kind() == Actor.Kind.ACCOUNT ? by.requiredId() : null,
                0,
                QuestionJson.write(question, json),
                null,
                null,
                null,
                null,
                null,
                null,
                question.trace().traceId());
    }
}
