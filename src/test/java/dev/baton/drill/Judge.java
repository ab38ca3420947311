package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares what callers, provider and receiver saw with what Baton's database holds, once all is
 * settled. Each list names traces; all should be empty.
 *
 * @param lost complete answers without exactly one usage row, its money and its event
 * @param mispriced complete answers whose cost is another one in the books
 * @param unended accepted messages that have not ended
 * @param failed accepted messages that the crashes made fail
 * @param untold complete answers and accepted messages that no webhook told of
 * @param forgotten calls the provider had been answering for {@link #A_WHILE} at the last sign of
 *     life, and no usage row tells of
 * @param free interrupted calls that cost nothing
 * @param faults of other kinds, in words
 * @param repeatedCalls of accepted messages to the provider, beyond the first
 */
record Judge(
        List<String> lost,
        List<String> mispriced,
        List<String> unended,
        List<String> failed,
        List<String> untold,
        List<String> forgotten,
        List<String> free,
        List<String> faults,
        int interrupted,
        int justSent,
        int repeatedWebhooks,
        List<Instant> repeatedCalls) {

    /** An opened call is queued for the next commit, which takes milliseconds. */
    static final Duration A_WHILE = Duration.ofSeconds(1);

    private static final Duration SETTLING = Duration.ofSeconds(120);
    private static final String COMPLETED = "COMPLETED";

    /** Waits until all is settled, and judges. */
    static Judge of(
            BatonProcess baton,
            Ledger ledger,
            Provider provider,
            Receiver receiver,
            List<Instant> kills)
            throws Exception {
        Awaitility.await("all is settled")
                .atMost(SETTLING)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Books.open(baton).values()).containsOnly(0L));
        var books = Books.of(baton);
        var told =
                receiver.received().stream()
                        .map(each -> each.trace() + each.type())
                        .collect(Collectors.toSet());
        var faults = new ArrayList<>(ledger.faults());
        if (receiver.changed() > 0) {
            faults.add(receiver.changed() + " webhooks were repeated with another body");
        }
        checkSums(books, faults);
        var unrecorded =
                provider.calls().entrySet().stream()
                        .filter(
                                call ->
                                        call.getValue().size()
                                                > books.usage()
                                                        .getOrDefault(call.getKey(), List.of())
                                                        .size())
                        .toList();
        var forgotten =
                unrecorded.stream()
                        .filter(
                                call ->
                                        call.getValue().stream()
                                                        .filter(sent -> isOld(sent, kills))
                                                        .count()
                                                > books.usage()
                                                        .getOrDefault(call.getKey(), List.of())
                                                        .size())
                        .toList();
        return new Judge(
                matching(ledger.complete().keySet(), trace -> !isRecorded(books, trace)),
                matching(
                        ledger.complete().keySet(),
                        trace -> !isPriced(books, trace, ledger.complete().get(trace))),
                matching(
                        ledger.accepted(),
                        trace ->
                                "QUEUED"
                                        .equals(
                                                books.asynchronous()
                                                        .getOrDefault(trace, "QUEUED"))),
                matching(
                        ledger.accepted(),
                        trace -> "FAILED".equals(books.asynchronous().get(trace))),
                untold(ledger, books, told),
                forgotten.stream().map(Map.Entry::getKey).toList(),
                books.usage().entrySet().stream()
                        .filter(each -> each.getValue().stream().anyMatch(Judge::isFree))
                        .map(Map.Entry::getKey)
                        .toList(),
                faults,
                (int)
                        books.usage().values().stream()
                                .flatMap(List::stream)
                                .filter(usage -> usage.status().equals("INTERRUPTED"))
                                .count(),
                unrecorded.size() - forgotten.size(),
                receiver.repeats(),
                ledger.accepted().stream()
                        .flatMap(
                                trace ->
                                        provider.calls().getOrDefault(trace, List.of()).stream()
                                                .skip(1))
                        .toList());
    }

    /** Nothing is lost, forgotten, free or wrong. */
    void requireNothingAmiss() {
        assertThat(lost).as("complete answers that are not in the books").isEmpty();
        assertThat(mispriced).as("answers with another cost in the books").isEmpty();
        assertThat(unended).as("accepted messages without an end").isEmpty();
        assertThat(failed).as("accepted messages that failed").isEmpty();
        assertThat(untold).as("ends that no webhook told of").isEmpty();
        assertThat(forgotten).as("calls in flight that were forgotten").isEmpty();
        assertThat(free).as("interrupted calls that were free").isEmpty();
        assertThat(faults).as("other faults").isEmpty();
    }

    /** The figures in one line. */
    String summary(Ledger ledger) {
        return ("%d complete answers, %d cut off; lost %d, mispriced %d, accepted without end %d,"
                        + " failed by the crash %d, untold %d, forgotten %d, free %d, other faults"
                        + " %s; %d settled as interrupted, %d sent in the last moment before a kill"
                        + " and unrecorded; %d webhooks and %d calls repeated")
                .formatted(
                        ledger.complete().size(),
                        ledger.broken().size(),
                        lost.size(),
                        mispriced.size(),
                        unended.size(),
                        failed.size(),
                        untold.size(),
                        forgotten.size(),
                        free.size(),
                        faults.isEmpty() ? "0" : faults.size() + " " + faults,
                        interrupted,
                        justSent,
                        repeatedWebhooks,
                        repeatedCalls.size());
    }

    private static boolean isRecorded(Books books, String trace) {
        return books.usage().getOrDefault(trace, List.of()).stream()
                                .filter(usage -> usage.status().equals(COMPLETED))
                                .count()
                        == 1
                && books.events().getOrDefault(trace + "message.completed", 0) == 1;
    }

    /** The row, the ledger and the caller name one cost. */
    private static boolean isPriced(Books books, String trace, long seenNanos) {
        return books.usage().getOrDefault(trace, List.of()).stream()
                .filter(usage -> usage.status().equals(COMPLETED))
                .allMatch(
                        usage ->
                                books.settled().getOrDefault(usage.call(), -1L) == usage.costNanos()
                                        && (seenNanos < 0 || seenNanos == usage.costNanos()));
    }

    private static List<String> untold(Ledger ledger, Books books, Set<String> told) {
        var untold =
                matching(
                        ledger.complete().keySet(),
                        trace -> !told.contains(trace + "message.completed"));
        untold.addAll(
                matching(
                        ledger.accepted(),
                        trace ->
                                COMPLETED.equals(books.asynchronous().get(trace))
                                        && !told.contains(trace + "message.completed")));
        return untold;
    }

    /** Money that is settled, spent and used is the same, and none is reserved. */
    static void checkSums(Books books, List<String> faults) {
        var usage =
                books.usage().values().stream()
                        .flatMap(List::stream)
                        .mapToLong(Books.Usage::costNanos)
                        .sum();
        var settled = books.settled().values().stream().mapToLong(Long::longValue).sum();
        if (usage != settled || usage != books.spent()) {
            faults.add("usage %d, settled %d, spent %d".formatted(usage, settled, books.spent()));
        }
        if (books.granted() != 0) {
            faults.add("reserved for nobody: " + books.granted());
        }
    }

    private static boolean isFree(Books.Usage usage) {
        return usage.status().equals("INTERRUPTED") && usage.costNanos() == 0;
    }

    /** Sent well before the next kill, so that it was recorded before that. */
    private static boolean isOld(Instant sent, List<Instant> kills) {
        return kills.stream()
                .filter(kill -> kill.isAfter(sent))
                .findFirst()
                .map(kill -> Duration.between(sent, kill).compareTo(A_WHILE) > 0)
                .orElse(true);
    }

    private static List<String> matching(Collection<String> traces, Predicate<String> fault) {
        return new ArrayList<>(traces.stream().filter(fault).toList());
    }
}
