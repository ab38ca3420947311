package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

/** What is told of rows that the database would not change. */
class BulkDeskTests {

    private final List<UUID> rows = Stream.generate(Ids::next).limit(4).toList();
    private final List<UUID> done = new ArrayList<>();
    private final BulkDesk desk =
            new BulkDesk(
                    new ProblemSentences(new StaticMessageSource()),
                    new MockHttpServletRequest("POST", "/things/bulk"));

    @Test
    void goesOnAfterARowThatSomebodyElseChanged() {
        var outcome =
                run(
                        failing(rows.get(1), new OptimisticLockingFailureException("late")),
                        id -> "Thing " + rows.indexOf(id));

        assertThat(done).containsExactly(rows.get(0), rows.get(2), rows.get(3));
        assertThat(outcome.done()).isEqualTo(3);
        assertThat(outcome.refusals())
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.name()).isEqualTo("Thing 1");
                            assertThat(row.sentence()).startsWith("Somebody else has changed");
                        });
    }

    @Test
    void stopsWhenTheDatabaseIsBusyAndSaysWhatIsLeftToTryAgain() {
        var outcome =
                run(
                        failing(rows.get(2), new CannotAcquireLockException("deadlock")),
                        id -> "Thing " + rows.indexOf(id));

        assertThat(done).containsExactly(rows.get(0), rows.get(1));
        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.refusals())
                .extracting(BulkOutcome.Refusal::name)
                .containsExactly("Thing 2", "Thing 3");
        assertThat(outcome.refusals())
                .allSatisfy(row -> assertThat(row.sentence()).contains("busy; try again"));
        assertThat(outcome.ids()).isEqualTo(rows.get(2) + "," + rows.get(3));
        assertThat(outcome.action()).isEqualTo("paint");
    }

    @Test
    void asksADatabaseThatIsAwayForOneNameOnly() {
        var asked = new ArrayList<UUID>();

        var outcome =
                run(
                        failing(rows.get(0), new CannotCreateTransactionException("away")),
                        id -> {
                            asked.add(id);
                            throw new QueryTimeoutException("away");
                        });

        assertThat(asked).containsExactly(rows.get(0));
        assertThat(outcome.done()).isZero();
        assertThat(outcome.refusals())
                .extracting(BulkOutcome.Refusal::name)
                .isEqualTo(rows.stream().map(UUID::toString).toList());
    }

    private Consumer<UUID> failing(UUID row, RuntimeException failure) {
        return id -> {
            if (id.equals(row)) {
                throw failure;
            }
            done.add(id);
        };
    }

    private BulkOutcome run(Consumer<UUID> work, Function<UUID, String> name) {
        var task =
                new BulkTask(
                        "/things",
                        "thing.bulk.paint",
                        false,
                        _ -> new Page<>(rows, null),
                        name,
                        work);
        var redirect = new RedirectAttributesModelMap();
        desk.run(task, new BulkRequest("paint", rows, null, null), redirect);
        return (BulkOutcome) redirect.getFlashAttributes().get(BulkOutcome.ATTRIBUTE);
    }
}
