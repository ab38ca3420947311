package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.BatonApplication;
import dev.baton.TestPeople;
import dev.baton.agent.AgentLimits;
import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.BatonClient.Answer;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.model.Timeouts;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptName;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;
import dev.baton.tenant.TenantWeights;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Two servers on one database: what one is told, the other obeys, and money is spent once. */
@ServerTest
class TwoInstancesTests {

    /** What the feed and the caches promise. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static final String HELLO = "{'agent':'assistant','input':'hello'}";

    private static ConfigurableApplicationContext second;

    @Autowired private MessageFixture fixture;
    @Autowired private TenantDirectory tenants;
    @Autowired private PromptLibrary prompts;
    @Autowired private ApiKeys keys;
    @Autowired private JdbcTemplate jdbc;
    @Autowired private TransactionTemplate transaction;

    private Caller caller;
    private BatonClient there;

    @BeforeAll
    static void startAnother() {
        second = new SpringApplication(BatonApplication.class).run("--server.port=0");
    }

    @AfterAll
    static void stopTheOther() {
        second.close();
    }

    /** Both have the caller, its key and its agents in their caches. */
    @BeforeEach
    void somebodyKnownToBoth() {
        caller = fixture.caller();
        there = elsewhere(caller);
        assertThat(caller.client().ask(HELLO).status()).isEqualTo(200);
        assertThat(there.ask(HELLO).status()).isEqualTo(200);
    }

    @Test
    void anAgentThatIsMadeHereAnswersEverywhereAtOnce() {
        fixture.echo(caller.tenant(), "spare", 0);

        assertThat(there.ask("{'agent':'spare','input':'hello'}").status()).isEqualTo(200);
    }

    @Test
    void anAgentThatIsDisabledHereAnswersNowhere() {
        var agent = fixture.echo(caller.tenant(), "spare", 0);
        var ask = "{'agent':'spare','input':'hello'}";
        assertThat(there.ask(ask).status()).isEqualTo(200);

        fixture.disable(agent);

        await().atMost(SOON).until(() -> there.ask(ask).status() != 200);
    }

    @Test
    void aKeyThatIsRevokedHereIsRefusedEverywhereWithinASecond() {
        revoke();

        assertThat(statusASecondLater()).isEqualTo(401);
    }

    /** As when the instance that moves the events is stopped in the middle of it. */
    @Test
    void aKeyThatIsRevokedHereIsRefusedEverywhereThoughTheRelayHangs() {
        transaction.executeWithoutResult(
                _ -> {
                    jdbc.queryForList("SELECT * FROM event_relay WHERE id = 1 FOR UPDATE");
                    assertThat(there.ask(HELLO).status()).isEqualTo(200);

                    revoke();

                    assertThat(statusASecondLater()).isEqualTo(401);
                });
    }

    /** Of what is asked when the second is over, however long a busy machine takes to answer it. */
    private int statusASecondLater() {
        var status = new AtomicInteger();
        await().pollDelay(A_SECOND)
                .until(
                        () -> {
                            status.set(there.ask(HELLO).status());
                            return true;
                        });
        return status.get();
    }

    @Test
    void aNewVersionOfAPromptIsRenderedEverywhere() {
        var owner = KeyFixture.owner(caller.tenant());
        var name = new PromptName("Reply", "");
        var prompt = prompts.create(name, draft("Be brief."), owner).prompt();
        fixture.templated(caller.tenant(), "templated", prompt.value());
        var ask = "{'agent':'templated','input':'hello'}";
        var before = version(there.ask(ask));

        prompts.revise(
                prompt, prompts.get(prompt, owner).version(), name, draft("Be long."), owner);

        await().atMost(Duration.ofSeconds(2)).until(() -> !version(there.ask(ask)).equals(before));
    }

    @Test
    void anAgentAnswersNoMoreAtATimeThanItMayOnAllOfThemTogether() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var tooMany = new CountDownLatch(1);
        try (var provider =
                        new ScriptedProvider(
                                line -> {
                                    if (most.accumulateAndGet(inside.incrementAndGet(), Math::max)
                                            > 3) {
                                        tooMany.countDown();
                                    }
                                    tooMany.await(300, TimeUnit.MILLISECONDS);
                                    inside.decrementAndGet();
                                    line.json(
                                            "{'choices':[{'index':0,'message':{'content':'x'},'finish_reason':'stop'}]}");
                                });
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            fixture.remote(
                    caller.tenant(),
                    "narrow",
                    provider.url(),
                    Timeouts.DEFAULT,
                    new AgentLimits(3, 1_000, Duration.ofMinutes(1), 0));
            var asks =
                    IntStream.range(0, 12)
                            .mapToObj(n -> n % 2 == 0 ? caller.client() : there)
                            .map(
                                    client ->
                                            callers.submit(
                                                    () ->
                                                            client.ask(
                                                                            "{'agent':'narrow','input':'hello'}")
                                                                    .status()))
                            .toList();

            for (var ask : asks) {
                assertThat(ask.get()).isEqualTo(200);
            }
        }

        assertThat(most).hasValue(3);
    }

    @Test
    void aSecretThatIsChangedHereIsSentEverywhere() throws Exception {
        var sent = new AtomicReference<String>();
        try (var provider =
                new ScriptedProvider(
                        line -> {
                            sent.set(line.header("Authorization"));
                            line.json(
                                    "{'choices':[{'index':0,'message':{'content':'x'},'finish_reason':'stop'}]}");
                        })) {
            var agent = fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);
            var ask = "{'agent':'remote','input':'hello'}";
            assertThat(there.ask(ask).status()).isEqualTo(200);

            fixture.changeSecret(agent, "sk-other");

            await().atMost(SOON)
                    .until(
                            () ->
                                    there.ask(ask).status() == 200
                                            && sent.get().equals("Bearer sk-other"));
        }
    }

    @Test
    void aTenantThatIsSuspendedHereIsRefusedEverywhere() {
        tenants.suspend(caller.tenant(), KeyFixture.OPERATOR);

        await().atMost(SOON).until(() -> there.ask(HELLO).status() == 403);
        tenants.resume(caller.tenant(), KeyFixture.OPERATOR);
        await().atMost(SOON).until(() -> there.ask(HELLO).status() == 200);
    }

    @Test
    void aLimitThatIsLoweredHereHoldsEverywhere() {
        var tenant = tenants.get(caller.tenant());

        tenants.editAny(
                tenant.id(),
                tenant.version(),
                new Slug(tenant.slug()),
                new TenantSettings(tenant.name(), tenant.language(), tenant.zone()),
                new TenantLimits(1, null, null),
                KeyFixture.OPERATOR);

        await().atMost(SOON).until(() -> there.ask(HELLO).status() == 429);
    }

    @Test
    void aWeightThatIsSetHereCountsEverywhere() {
        var tenant = tenants.get(caller.tenant());
        var weights = second.getBean(TenantWeights.class);
        assertThat(weights.of(tenant.id())).isOne();

        tenants.editAny(
                tenant.id(),
                tenant.version(),
                new Slug(tenant.slug()),
                new TenantSettings(tenant.name(), tenant.language(), tenant.zone()),
                new TenantLimits(null, null, null, 3),
                KeyFixture.OPERATOR);

        await().atMost(SOON).until(() -> weights.of(tenant.id()) == 3);
    }

    @Test
    void aRequestThatIsRepeatedElsewhereIsAnsweredFromTheFirst() {
        var key = TestPeople.unique();
        var first = caller.client().ask(HELLO, "Idempotency-Key", key);

        var again = there.ask(HELLO, "Idempotency-Key", key);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(fixture.usage(caller.tenant(), again.trace())).isEmpty();
    }

    @Test
    void whatIsLeftOfABudgetIsSpentOnceByBoth() throws Exception {
        var price = 10_000_000;
        var tenant = fixture.tenant(1_000_000, null);
        fixture.echo(tenant, "echo", price);
        fixture.budget(tenant, 20 * price);
        var spender = fixture.caller(tenant);
        var clients = List.of(spender.client(), elsewhere(spender));
        var answers = new ArrayList<Answer>();

        try (var threads = Executors.newFixedThreadPool(40)) {
            var requests =
                    IntStream.range(0, 80)
                            .<Callable<Answer>>mapToObj(
                                    number ->
                                            () ->
                                                    clients.get(number % 2)
                                                            .ask(
                                                                    "{'agent':'echo','input':'hello'}"))
                            .toList();
            for (var answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
        }
        // What one holds unused is given up for the other as soon as it is asked for.
        while (answers.stream().filter(answer -> answer.status() == 200).count() < 20) {
            answers.add(clients.get(answers.size() % 2).ask("{'agent':'echo','input':'hello'}"));
            assertThat(answers).hasSizeLessThan(400);
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200, 402);
        assertThat(fixture.allUsage(tenant)).hasSize(20);
        assertThat(clients)
                .allMatch(client -> client.ask("{'agent':'echo','input':'x'}").status() == 402);
    }

    private void revoke() {
        keys.revoke(new ApiKeyId(caller.tenant(), caller.key()), KeyFixture.owner(caller.tenant()));
    }

    private static BatonClient elsewhere(Caller caller) {
        var port = second.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new BatonClient(port, caller.client().token());
    }

    private String version(Answer answer) {
        return fixture.usage(caller.tenant(), answer.trace()).getFirst().promptVersion().toString();
    }

    private static PromptDraft draft(String text) {
        return new PromptDraft(PromptContent.text(text, List.of()), "");
    }
}
