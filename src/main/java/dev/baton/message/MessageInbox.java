package dev.baton.message;

import dev.baton.event.ChangeSignals;
import dev.baton.platform.Page;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.BadInput;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.work.DeadLetter;
import dev.baton.work.DeadLetterNotFound;
import dev.baton.work.NewWork;
import dev.baton.work.Priority;
import dev.baton.work.WorkDepth;
import dev.baton.work.WorkProgress;
import dev.baton.work.WorkQueue;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Messages that are answered later: taken in durably, looked up until they have ended. */
@Service
public class MessageInbox {

    /** What screens are told about that has no event of its own yet. */
    private static final String WAITING = "messages";

    private static final UUID LAST = new UUID(-1L, -1L);

    private final MessageStore store;
    private final WorkQueue work;
    private final IdempotencyStore replays;
    private final Idempotency idempotency;
    private final Admission admission;
    private final WaitingRoom room;
    private final KeptTexts texts;
    private final SealedTexts sealed;
    private final CallCommit commit;
    private final ChangeSignals signals;
    private final RetryingTransactions transactions;
    private final JsonMapper json;
    private final Clock clock;

    MessageInbox(
            MessageStore store,
            WorkQueue work,
            IdempotencyStore replays,
            Idempotency idempotency,
            Admission admission,
            WaitingRoom room,
            KeptTexts texts,
            SealedTexts sealed,
            CallCommit commit,
            ChangeSignals signals,
            RetryingTransactions transactions,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.work = work;
        this.replays = replays;
        this.idempotency = idempotency;
        this.admission = admission;
        this.room = room;
        this.texts = texts;
        this.sealed = sealed;
        this.commit = commit;
        this.signals = signals;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes a question in. When this returns, some instance will answer it, whatever happens to
     * this one. A question that could never be answered is refused at once.
     *
     * @param response what the caller is told, kept under its idempotency key if it sent one
     */
    @Requires(Permission.MESSAGES_WRITE)
    public void accept(Actor by, Question question, @Nullable ClaimedKey key, Response response) {
        try {
            commit.admit();
            room.requireRoom(by, question);
            texts.requireRoom(by, question);
            admission.check(by, question);
            var message = queued(by, question);
            transactions.run(() -> keep(by, message, StoredResponse.of(key, response)));
            texts.count(by.tenant(), message.request());
            signals.changed(by.tenant(), WAITING);
        } catch (RuntimeException refused) {
            idempotency.free(by.tenant(), key);
            throw refused;
        }
    }

    private void keep(Actor by, Message message, @Nullable StoredResponse answered) {
        store.accept(message);
        work.add(
                new NewWork(
                        MessageWorker.QUEUE,
                        by.tenant(),
                        message.id(),
                        Priority.NORMAL,
                        clock.instant(),
                        null));
        if (answered != null && !replays.keep(by.tenant(), answered)) {
            throw new Idempotency.InFlight();
        }
    }

    @Transactional(readOnly = true)
    public Message get(TenantId tenant, UUID id) {
        return store.find(tenant, id)
                .map(sealed::opened)
                .orElseThrow(() -> new MessageNotFound(id));
    }

    /**
     * Who was asked last.
     *
     * @param agent by name; null before one was chosen
     * @param decision that chose it
     */
    public record Asked(@Nullable String agent, @Nullable UUID decision) {}

    /** Of some messages, who was asked last; without those that are not kept. */
    @Transactional(readOnly = true)
    public Map<UUID, Asked> asked(TenantId tenant, List<UUID> ids) {
        var asked = new HashMap<UUID, Asked>();
        for (var message : store.find(tenant, ids)) {
            asked.put(message.id(), new Asked(message.agentName(), message.decision()));
        }
        return asked;
    }

    /** How far a message is that waits for its answer, or null. */
    @Transactional(readOnly = true)
    public @Nullable WorkProgress progress(Message message) {
        return progress(message.tenant(), List.of(message)).get(message.id());
    }

    /** How far those of a tenant are that wait for their answers, by id. */
    @Transactional(readOnly = true)
    public Map<UUID, WorkProgress> progress(TenantId tenant, List<Message> messages) {
        var waiting =
                messages.stream()
                        .filter(message -> !message.status().isFinal())
                        .map(Message::id)
                        .toList();
        return work.progress(MessageWorker.QUEUE, tenant, waiting);
    }

    /** The messages of one trace, oldest first. */
    @Transactional(readOnly = true)
    public List<Message> ofTrace(TenantId tenant, String traceId, int limit) {
        return store.ofTrace(tenant, traceId, limit).stream().map(sealed::shown).toList();
    }

    /** The newest messages that their caller called so. */
    @Transactional(readOnly = true)
    public List<Message> called(TenantId tenant, String correlation, int limit) {
        return store.called(tenant, correlation, limit).stream().map(sealed::shown).toList();
    }

    /**
     * The messages whose attempts are used up, the one that was given up last first.
     *
     * @param cursor of the page before; null for the first page
     */
    @Transactional(readOnly = true)
    public Page<Message> givenUp(TenantId tenant, @Nullable String cursor, int limit) {
        var letters = work.deadLetters(tenant, MessageWorker.QUEUE, cursor, limit);
        var ids = letters.data().stream().map(DeadLetter::id).toList();
        var found = new ArrayList<>(store.find(tenant, ids));
        found.sort(Comparator.comparingInt(message -> ids.indexOf(message.id())));
        return new Page<>(found, letters.nextCursor()).map(sealed::shown);
    }

    @Transactional(readOnly = true)
    public long countGivenUp(TenantId tenant) {
        return work.countDeadLetters(tenant, MessageWorker.QUEUE);
    }

    /** How many wait for their answer; more than {@link WorkDepth#MOST} are not counted. */
    @Transactional(readOnly = true)
    public int countQueued(TenantId tenant) {
        return work.count(tenant, MessageWorker.QUEUE, WorkDepth.MOST + 1);
    }

    /** Whether the message may be tried again. */
    @Transactional(readOnly = true)
    public boolean isGivenUp(Message message) {
        return message.status() == MessageStatus.FAILED
                && work.isDeadLetter(message.tenant(), MessageWorker.QUEUE, message.id());
    }

    /**
     * Tries a message again that was given up, with all its attempts before it.
     *
     * @throws DeadLetterNotFound when it was not given up, or is being tried again already
     */
    @Requires(Permission.MESSAGES_WRITE)
    public void tryAgain(Actor by, UUID id) {
        transactions.run(
                () -> {
                    work.revive(MessageWorker.QUEUE, by.tenant(), id, clock.instant());
                    store.reopen(by.tenant(), id);
                });
        signals.changed(by.tenant(), WAITING);
    }

    /**
     * Those that a filter leaves, newest first and without long answers.
     *
     * @param after cursor of the page before, null for the first
     */
    @Transactional(readOnly = true)
    public Page<Message> list(
            TenantId tenant, MessageFilter filter, @Nullable String after, int limit) {
        return Page.of(
                        store.list(tenant, filter, after == null ? LAST : id(after), limit + 1),
                        limit,
                        message -> message.id().toString())
                .map(sealed::shown);
    }

    private static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException notOurs) {
            throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
        }
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
                sealed.of(by.tenant()).request(question.id(), QuestionJson.write(question, json)),
                null,
                null,
                null,
                null,
                null,
                null,
                question.trace().traceId(),
                question.trace().correlation());
    }
}
