package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.event.EventLog;
import dev.baton.ledger.Budgets;
import dev.baton.ledger.UsageRow;
import dev.baton.message.BatonClient.Answer;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import dev.baton.work.InstanceDeclaredDead;
import dev.baton.work.InstanceReaper;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;

/** What calls cost, whatever happens to them. */
@Tag("database")
@ServerTest
class MoneyPathTests {

    private static final long PRICE = 10_000_000;

    @Autowired private MessageFixture fixture;
    @Autowired private Budgets budgets;
    @Autowired private EventLog events;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private ObjectProvider<InstanceReaper> reapers;
    @Autowired private ApplicationEventPublisher publisher;

    @Test
    void fiftyOfTwoHundredSucceedWithMoneyForFifty() throws Exception {
        var tenant = fixture.tenant(1_000_000, null);
        fixture.echo(tenant, "echo", PRICE);
        fixture.budget(tenant, 50 * PRICE);
        var client = fixture.caller(tenant).client();
        Callable<Answer> request = () -> client.ask("{'agent':'echo','input':'hello'}");

        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newFixedThreadPool(200)) {
            var running = new ArrayList<Future<Answer>>();
            for (var number = 0; number < 200; number++) {
                running.add(threads.submit(request));
            }
            for (var one : running) {
                answers.add(one.get());
            }
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(50);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 402)
                .hasSize(150)
                .allSatisfy(
                        answer ->
                                assertThat(answer.json().path("code").asString())
                                        .isEqualTo("budget_exhausted"));
        assertThat(fixture.allUsage(tenant)).hasSize(50);
        assertThat(spent(tenant)).isEqualTo(50 * PRICE);
        assertThat(settled(tenant)).isEqualTo(50 * PRICE);
        var month = budgets.current(tenant);
        assertThat(month.spentNanos()).isEqualTo(50 * PRICE);
        assertThat(month.leftNanos()).isZero();
        assertThat(budgets.reserved(tenant)).isZero();
        await().untilAsserted(
                        () ->
                                assertThat(
                                                events.after(
                                                        tenant, "tenant.limit_reached", 0, 10))
                                        .hasSize(1));
    }

    @Test
    void aCallInFlightWhenItsInstanceIsDeclaredDeadCostsItsWorstCaseOnce() throws Exception {
        var caller = fixture.caller();
        var finish = new CountDownLatch(1);
        try (var provider =
                        new ScriptedProvider(
                                line -> {
                                    finish.await();
                                    line.json(
                                            "{'choices':[{'index':0,'message':{'content':'x'},'finish_reason':'stop'}],'usage':{'prompt_tokens':3,'completion_tokens':1}}");
                                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            fixture.remote(caller.tenant(), "hanging", provider.url(), Timeouts.DEFAULT);
            var answer =
                    threads.submit(
                            () -> caller.client().ask("{'agent':'hanging','input':'hello'}"));
            await().until(() -> opened(caller.tenant()) == 1);
            var dead = UUID.randomUUID();
            handOver("opened_call", dead, caller.tenant());
            handOver("budget_lease", dead, caller.tenant());

            reapers.orderedStream().forEach(reaper -> reaper.reap(dead));
            publisher.publishEvent(new InstanceDeclaredDead(dead));

            var call = only(caller);
            assertThat(call.status().wire()).isEqualTo("interrupted");
            assertThat(call.costNanos()).isGreaterThan(500 * 2_000);
            assertThat(opened(caller.tenant())).isZero();
            var month = budgets.current(caller.tenant());
            assertThat(month.spentNanos()).isEqualTo(call.costNanos());
            assertThat(settled(caller.tenant())).isEqualTo(call.costNanos());

            // The instance was not dead but slow: its caller gets the answer that is paid.
            finish.countDown();
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(only(caller)).isEqualTo(call);
            assertThat(settled(caller.tenant())).isEqualTo(call.costNanos());
            assertThat(budgets.reserved(caller.tenant())).isZero();

            // What it leases next pays for what comes next, and for nothing before.
            caller.client().ask("{'agent':'hanging','input':'hello'}");
            fixture.budget(caller.tenant(), 1_000_000 * PRICE);
            await().until(() -> budgets.current(caller.tenant()).reservedNanos() == 0);
            assertThat(budgets.current(caller.tenant()).spentNanos())
                    .isGreaterThan(call.costNanos())
                    .isEqualTo(spent(caller.tenant()));
        }
    }

    @Test
    void chargesWhatWasUsedAndNotWhatWasReserved() {
        var caller = fixture.caller();

        var answer = caller.client().ask("{'agent':'assistant','input':'hello'}");

        var call = only(caller);
        assertThat(call.costNanos()).isPositive();
        assertThat(answer.json().at("/cost/amount").asString())
                .isEqualTo(
                        new dev.baton.ledger.Money(call.costNanos(), "USD").text());
        assertThat(spent(caller.tenant())).isEqualTo(settled(caller.tenant()));
        assertThat(budgets.reserved(caller.tenant())).isZero();
    }

    @Test
    void aRefusedRequestCostsNothingAndReservesNothing() {
        var caller = fixture.caller();

        caller.client().ask("{'agent':'assistant','input':'x','api_key':'sk'}");

        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
        assertThat(budgets.reserved(caller.tenant())).isZero();
    }

    private UsageRow only(Caller caller) {
        var calls = fixture.allUsage(caller.tenant());
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }

    private long spent(TenantId tenant) {
        return fixture.allUsage(tenant).stream().mapToLong(UsageRow::costNanos).sum();
    }

    private long settled(TenantId tenant) {
        return jdbc.queryForObject(
                "SELECT COALESCE(SUM(amount_nanos), 0) FROM ledger_entry WHERE tenant_id = ? AND kind = 'SETTLE'",
                Long.class,
                Ids.bytes(tenant.value()));
    }

    private int opened(TenantId tenant) {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM opened_call WHERE tenant_id = ?",
                Integer.class,
                Ids.bytes(tenant.value()));
    }

    private void handOver(String table, UUID instance, TenantId tenant) {
        jdbc.update(
                "UPDATE " + table + " SET instance_id = ? WHERE tenant_id = ?",
                Ids.bytes(instance),
                Ids.bytes(tenant.value()));
    }
}
