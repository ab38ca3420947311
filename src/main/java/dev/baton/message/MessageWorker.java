package dev.baton.message;

import dev.baton.event.EventLog;
import dev.baton.ledger.BudgetUnavailable;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.platform.commit.CommitUnavailable;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.memory.MemoryExhausted;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.selection.NoAgentFits;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.work.Claim;
import dev.baton.work.WorkQueue;
import dev.baton.work.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers the messages that were accepted for later, on whichever instance claims them. */
@Component
class MessageWorker implements Worker {

    static final String QUEUE = "message";

    /** So many at least have their messages answered at a time. */
    private static final int TENANTS = 4;

    private static final int ATTEMPTS = 3;
    private static final int INTERRUPTIONS = 7;
    private static final Duration UNTIL_BACK = Duration.ofSeconds(2);
    private static final Duration UNTIL_ROOM = Duration.ofSeconds(1);
    private static final Duration UNTIL_RESUMED = Duration.ofSeconds(10);

    /** A provider may ask for more patience, but not for ever. */
    private static final Duration LONGEST_WISH = Duration.ofHours(1);

    private static final double JITTER = 0.2;

    private final MessageStore store;
    private final SealedTexts texts;
    private final Admission admission;
    private final Endings endings;
    private final CallCommit commit;
    private final WorkQueue work;
    private final EventLog events;
    private final RetryingTransactions transactions;
    private final JsonMapper json;
    private final JsonMapper exactly;
    private final Clock clock;
    private final int concurrency;

    MessageWorker(
            MessageStore store,
            SealedTexts texts,
            Admission admission,
            Endings endings,
            CallCommit commit,
            WorkQueue work,
            EventLog events,
            RetryingTransactions transactions,
            JsonMapper json,
            Clock clock,
            MessageProperties properties) {
        this.store = store;
        this.texts = texts;
        this.admission = admission;
        this.endings = endings;
        this.commit = commit;
        this.work = work;
        this.events = events;
        this.transactions = transactions;
        this.json = json;
        // What was let in stays readable: the limits for callers do not count here again.
        this.exactly = ExactJson.of(JsonMapper.shared());
        this.clock = clock;
        this.concurrency = properties.maxConcurrentTasks();
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    /** Two tenants with long work must not keep all others from any. */
    @Override
    public int tenantConcurrency() {
        return Math.max(1, concurrency / TENANTS);
    }

    @Override
    public int maxAttempts() {
        return ATTEMPTS;
    }

    @Override
    public int maxInterruptions() {
        return INTERRUPTIONS;
    }

    @Override
    public void work(Claim claim) throws CallFailed {
        var message = store.find(claim.tenant(), claim.id()).orElse(null);
        if (message == null || message.status().isFinal()) {
            transactions.run(() -> work.complete(claim));
            return;
        }
        try (var attempt = admit(texts.opened(message), claim)) {
            call(attempt, claim);
        } catch (LimitReached busy) {
            postpone(claim, busy.retryAfter().orElseThrow());
        } catch (Admission.TenantPaused paused) {
            postpone(claim, UNTIL_RESUMED);
        } catch (Conflict forNow) {
            // The message was taken in although no agent could answer it just then.
            if (!(forNow instanceof NoAgentFits none && none.isForWantOfRoom())) {
                throw forNow;
            }
            postpone(claim, UNTIL_ROOM);
        } catch (CommitUnavailable | BudgetUnavailable | MemoryExhausted notNow) {
            postpone(claim, UNTIL_BACK);
        } catch (Problem refused) {
            transactions.run(
                    () -> {
                        fail(message, claim.attempt(), refused.code(), endings.write(refused));
                        work.complete(claim);
                    });
        }
    }

    /** What is not the message's fault costs no attempt. */
    private void postpone(Claim claim, Duration wait) {
        transactions.run(() -> work.postpone(claim, clock.instant().plus(wait)));
    }

    /** The last try is over, or the work could not even be started: the message has failed. */
    @Override
    public void buried(Claim claim, String reason) {
        var problem = json.createObjectNode();
        problem.put("code", "attempts_exhausted").put("status", 502).put("detail", reason);
        store.find(claim.tenant(), claim.id())
                .ifPresent(
                        message ->
                                fail(
                                        message,
                                        claim.attempt(),
                                        "attempts_exhausted",
                                        problem.toString()));
    }

    private Attempt admit(Message message, Claim claim) {
        var by = actorOf(message);
        var question = QuestionJson.read(message, exactly);
        // The desk takes them out again.
        CurrentTrace.goOn(question.trace());
        return admission.attempt(
                by, question, claim.attempt(), message.request().length());
    }

    private void call(Attempt attempt, Claim claim) throws CallFailed {
        if (!work.isOwned(claim)) {
            // Somebody else may be asking by now; what was never sent costs nothing.
            commit.finished(
                            endings.failedForNow(
                                    attempt, TokenUsage.NONE, CallProblems.cancelled()))
                    .join();
            postpone(claim, Duration.ZERO);
            return;
        }
        var used = TokenUsage.NONE;
        FinishedCall ended;
        try {
            var answer = attempt.prepared().answer();
            used = answer.usage();
            var completed = endings.completed(attempt, used, null);
            ended = endings.finished(attempt, completed, answer.body(), claim);
        } catch (CallFailed failure) {
            var problem = CallProblems.of(failure);
            if (failure.retryable()) {
                commit.finished(endings.failedForNow(attempt, failure, problem)).join();
                tryAgain(claim, attempt.seal().seals() ? failure.withoutWords() : failure);
                return;
            }
            ended = endings.failed(attempt, failure, problem, claim);
        } catch (RuntimeException fault) {
            commit.finished(endings.failedForNow(attempt, used, CallProblems.fault())).join();
            throw fault;
        }
        commit.finished(ended).join();
    }

    /** When the provider wants to hear again; the queue's own pauses are for one that says nothing. */
    private void tryAgain(Claim claim, CallFailed failure) throws CallFailed {
        var wish = failure.retryAfter().orElse(Duration.ZERO);
        if (claim.attempt() >= ATTEMPTS || wish.compareTo(backoff(claim.attempt())) <= 0) {
            throw failure;
        }
        var capped = wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
        var spread = ThreadLocalRandom.current().nextDouble(1, 1 + JITTER);
        var dueAt = clock.instant().plusMillis((long) Math.ceil(capped.toMillis() * spread));
        var reason = String.valueOf(failure.getMessage());
        transactions.run(() -> work.retry(claim, dueAt, reason));
    }

    private void fail(Message message, int attempts, String code, String problem) {
        var kept = texts.of(message.tenant()).answer(message.id(), problem);
        store.fail(message.tenant(), message.id(), attempts, kept, clock.instant());
        events.append(MessageEvents.failed(message, code));
    }

    /** Whoever asked, with no more rights than answering needs. */
    private static Actor actorOf(Message message) {
        var answering = Set.of(Permission.MESSAGES_WRITE);
        if (message.key() != null) {
            return Actor.key(message.tenant(), message.key(), "", answering);
        }
        if (message.account() != null) {
            return Actor.account(message.tenant(), message.account(), "", answering);
        }
        return Actor.system(message.tenant(), "message", Permission.MESSAGES_WRITE);
    }
}
