package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.TestPeople;
import dev.baton.approval.AboveLimit;
import dev.baton.approval.Amount;
import dev.baton.approval.ApprovalChange;
import dev.baton.approval.ApprovalChanges;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalRefused;
import dev.baton.approval.Approvals;
import dev.baton.approval.Risk;
import dev.baton.approval.Verdict;
import dev.baton.identity.key.KeyFixture;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.prompt.PromptContent;
import dev.baton.prompt.PromptDraft;
import dev.baton.prompt.PromptLibrary;
import dev.baton.prompt.PromptName;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.UUID;

/** Steps that people have to approve act with exactly what was approved, or do not act. */
@ServerTest
class ApprovalStepTests {

    @Autowired private MessageFixture fixture;
    @Autowired private PromptLibrary prompts;
    @Autowired private Approvals approvals;
    @Autowired private ApprovalChanges changes;
    @Autowired private RunHistory history;
    @Autowired private RunCommands commands;
    @Autowired private TestPeople people;
    @Autowired private RetryingTransactions transactions;
    @Autowired private JdbcTemplate jdbc;

    private Peer peer;
    private Caller caller;
    private RunClient runs;
    private TestPeople.Person owner;

    @BeforeEach
    void somebody() {
        peer = new Peer();
        caller = fixture.caller();
        owner = people.person(caller.tenant(), Role.TENANT_OWNER);
        runs = new RunClient(caller.client());
    }

    @AfterEach
    void hangUp() {
        peer.close();
    }

    @Test
    void actsOnceItIsApproved() {
        var id = pay();
        var waiting = runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);

        assertThat(waiting.path("status").asString()).isEqualTo("waiting_approval");
        assertThat(asked.title()).isEqualTo("Pay 82 to ada");
        assertThat(asked.arguments().at("/body/amount").asInt()).isEqualTo(82);
        assertThat(peer.count("/pay")).isZero();
        await().until(() -> owner(id) == null);

        decide(asked.id(), Verdict.APPROVE);
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(peer.count("/pay")).isEqualTo(1);
        assertThat(runs.step(id, "pay").path("approval_id").asString())
                .isEqualTo(asked.id().value().toString());
    }

    @Test
    void doesNotActWhenItIsRejected() {
        var id = pay();
        runs.awaitStatus(id, "waiting_approval");

        decide(asked(id).id(), Verdict.REJECT);
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.at("/error/code").asString()).isEqualTo("approval_rejected");
        assertThat(peer.count("/pay")).isZero();
    }

    @Test
    void asksPeopleAndTellsWhatTheySaid() {
        var id =
                runs.begin(
                        """
                        {'id': 'ask', 'kind': 'approval', 'details': {'plan': '${input.plan}'},
                         'approval': {'title': 'Go?', 'roles': ['tenant_owner'], 'risk': 'high'}},
                        {'id': 'told', 'kind': 'transform', 'value': '${results.ask.by}'}
                        """,
                        "{'plan':'moon'}");
        runs.awaitStatus(id, "waiting_approval");

        assertThat(approvals.get(asked(id).id()).terms().risk()).isEqualTo(Risk.HIGH);
        decide(asked(id).id(), Verdict.APPROVE);

        assertThat(runs.awaitEnd(id).path("output").asString()).isEqualTo(owner.email());
    }

    @Test
    void actsWithWhatThoseWhoDecideHaveChangedAndTellsBoth() {
        var id = pay();
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);
        var wanted = asked.arguments().toString().replace("\"amount\":82", "\"amount\":41");

        var changed =
                changes.approve(
                        asked.id(),
                        new ApprovalChange(wanted, asked.hash(), null, "half"),
                        owner.actor());
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(peer.count("/pay")).isEqualTo(1);
        assertThat(runs.step(id, "pay").at("/arguments/body/amount").asInt()).isEqualTo(41);
        assertThat(runs.step(id, "pay").path("approval_id").asString())
                .isEqualTo(changed.id().value().toString());
        assertThat(approvals.get(asked.id()).status().wire()).isEqualTo("replaced");
        var journal = history.journal(caller.tenant(), UUID.fromString(id), 0, 100).data();
        assertThat(journal.stream().flatMap(entry -> entry.moves().stream()))
                .flatExtracting(JournalEntry.Move::events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsSubsequence(
                        "ApprovalAsked", "ApprovalChanged", "ApprovalAnswered", "StepStarted");
    }

    @Test
    void letsNobodyAgreeToMoreThanTheyMayAlsoWhereTheyChangeIt() {
        var editor = people.person(caller.tenant(), Role.EDITOR);
        var id = payUpTo("{'amount':400,'to':'ada'}");
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);
        var json = asked.arguments().toString();
        assertThat(approvals.get(asked.id()).amount()).isEqualTo(Amount.of(400L, "EUR"));

        var more = new ApprovalChange(json.replace("400", "400000"), asked.hash(), null, "");
        assertThatThrownBy(() -> changes.approve(asked.id(), more, editor.actor()))
                .isInstanceOf(AboveLimit.class);
        for (var none : List.of("\"a lot\"", "-1", "null")) {
            var bad = new ApprovalChange(json.replace("400", none), asked.hash(), null, "");
            assertThatThrownBy(() -> changes.approve(asked.id(), bad, owner.actor()))
                    .isInstanceOf(ApprovalRefused.class)
                    .hasMessageContaining("amount");
        }
        var less = new ApprovalChange(json.replace("400", "499.5"), asked.hash(), null, "");
        changes.approve(asked.id(), less, editor.actor());

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
        assertThat(runs.step(id, "pay").at("/arguments/body/amount").asDouble()).isEqualTo(499.5);
    }

    @Test
    void leavesItToOthersWhereTheAmountIsAboveALimit() {
        var editor = people.person(caller.tenant(), Role.EDITOR);
        var id = payUpTo("{'amount':500.5,'to':'ada'}");
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);

        assertThatThrownBy(
                        () ->
                                approvals.decide(
                                        asked.id(),
                                        Verdict.APPROVE,
                                        asked.hash(),
                                        "",
                                        editor.actor()))
                .isInstanceOf(AboveLimit.class);
        decide(asked.id(), Verdict.APPROVE);

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
        assertThat(peer.count("/pay")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a lot'", "-0.5", "null", "[1]", "1e300"})
    void failsWhereWhatIsToBeAgreedToSaysNoAmount(String amount) {
        var id = payUpTo("{'amount':" + amount + ",'to':'ada'}");
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.at("/error/code").asString()).isEqualTo("amount_invalid");
        assertThat(run.at("/error/message").asString()).containsIgnoringCase("amount");
        assertThat(peer.count("/pay")).isZero();
    }

    @Test
    void bindsWhatOtherWorkflowsAndAgentsDoToTheAmountToo() {
        runs.publish("pay", "{'steps':[{'id':'a','kind':'transform','value':'${input.sum}'}]}");
        fixture.echo(caller.tenant(), "polite", 1);
        for (var step :
                List.of(
                        "'kind': 'workflow', 'workflow': 'pay', 'input': {'sum': 82},",
                        "'kind': 'agent', 'agent': 'polite', 'variables': {'sum': 82},"
                                + " 'messages': [{'role': 'user', 'content': 'hello'}],")) {
            var rule =
                    " 'approval': {'title': 'Pay', 'roles': ['tenant_owner'], 'amount': '%s'}}"
                            .formatted(
                                    step.contains("agent")
                                            ? "arguments.variables.sum"
                                            : "arguments.input.sum");
            var id = runs.begin("{'id': 'act', " + step + rule, "{}");
            runs.awaitStatus(id, "waiting_approval");
            var asked = asked(id);

            assertThat(approvals.get(asked.id()).amount()).isEqualTo(Amount.of(82L, ""));
            decide(asked.id(), Verdict.APPROVE);

            assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
            assertThat(asked(id).id()).isEqualTo(asked.id());
        }
    }

    private String payUpTo(String input) {
        return runs.begin(
                """
                {'id': 'pay', 'kind': 'http', 'method': 'POST', 'url': '%s/pay',
                 'body': {'amount': '${input.amount}', 'to': '${input.to}'},
                 'approval': {'title': 'Pay', 'roles': ['tenant_owner', 'editor'], 'unit': 'EUR',
                   'amount': 'arguments.body.amount', 'up_to': {'editor': 500}}}
                """
                        .formatted(peer.url()),
                input);
    }

    @Test
    void hearsOfTheChangeFirstHoweverTheClocksOfInstancesDiffer() {
        var id = pay();
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);
        var wanted = asked.arguments().toString().replace("\"amount\":82", "\"amount\":41");
        var change = new ApprovalChange(wanted, asked.hash(), null, "half");

        transactions.run(
                () -> {
                    changes.approve(asked.id(), change, owner.actor());
                    // The change is the first one; its sender's clock was ahead.
                    var late =
                            jdbc.update(
                                    """
                                    UPDATE run_command SET id = ? WHERE tenant_id = ? AND run_id = ?
                                    ORDER BY id LIMIT 1
                                    """,
                                    Ids.bytes(Ids.next()),
                                    Ids.bytes(caller.tenant().value()),
                                    Ids.bytes(UUID.fromString(id)));
                    assertThat(late).isEqualTo(1);
                });

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
        assertThat(runs.step(id, "pay").at("/arguments/body/amount").asInt()).isEqualTo(41);
    }

    @Test
    void waitsForAnotherPersonWithWhatWasChanged() {
        var other = people.person(caller.tenant(), Role.TENANT_OWNER);
        var id =
                runs.begin(
                        """
                        {'id': 'pay', 'kind': 'http', 'method': 'POST', 'url': '%s/pay', 'body': {'amount': 82},
                         'approval': {'title': 'Pay', 'roles': ['tenant_owner'], 'approvals': 2}}
                        """
                                .formatted(peer.url()),
                        "{}");
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);
        var wanted = asked.arguments().toString().replace("\"amount\":82", "\"amount\":41");
        var change = new ApprovalChange(wanted, asked.hash(), null, "");

        var changed = changes.approve(asked.id(), change, owner.actor());
        await().until(
                        () ->
                                step(id).path("approval_id")
                                        .asString()
                                        .equals(changed.id().value().toString()));
        assertThat(peer.count("/pay")).isZero();
        approvals.decide(changed.id(), Verdict.APPROVE, changed.actionHash(), "", other.actor());

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
        assertThat(runs.step(id, "pay").at("/arguments/body/amount").asInt()).isEqualTo(41);
    }

    @Test
    void makesTheRequestOfAToolAnewAndCallsNothingElse() {
        var graph =
                """
                {'tools': {'refund': {'description': 'Refunds',
                   'parameters': {'type': 'object', 'properties': {'amount': {'type': 'integer', 'maximum': 100}}},
                   'request': {'method': 'POST', 'url': '%s/pay', 'body': {'sum': '${arguments.amount}'}}}},
                 'steps': [{'id': 'pay', 'kind': 'tool', 'tool': 'refund', 'arguments': {'amount': 82},
                   'approval': {'title': 'Refund', 'roles': ['tenant_owner']}}]}
                """
                        .formatted(peer.url());
        var id = runs.create("{'graph':" + graph + "}").json().path("id").asString();
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);
        var json = asked.arguments().toString();
        for (var wrong :
                new String[] {
                    json.replace("/pay", "/other"),
                    json.replace("\"sum\":82", "\"sum\":1"),
                    json.replace("\"amount\":82", "\"amount\":820")
                }) {
            var change = new ApprovalChange(wrong, asked.hash(), null, "");
            assertThatThrownBy(() -> changes.approve(asked.id(), change, owner.actor()))
                    .isInstanceOf(ApprovalRefused.class);
        }

        var wanted = json.replace("\"amount\":82", "\"amount\":41");
        changes.approve(
                asked.id(), new ApprovalChange(wanted, asked.hash(), null, ""), owner.actor());

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
        assertThat(runs.step(id, "pay").at("/arguments/body/sum").asInt()).isEqualTo(41);
    }

    @Test
    void asksNobodyAndCallsNothingWithWhatAToolDoesNotTake() {
        var step =
                """
                {'tools': {'refund': {'description': 'Refunds',
                   'parameters': {'type': 'object', 'properties': {'amount': {'type': 'integer', 'maximum': 100}}},
                   'request': {'method': 'POST', 'url': '%s/pay', 'body': {'sum': '${arguments.amount}'}}}},
                 'input': {'properties': {'amount': {}}},
                 'steps': [{'id': 'pay', 'kind': 'tool', 'tool': 'refund', 'retry': {'retries': 3},
                   'arguments': {'amount': '${input.amount}'}%s}]}
                """;
        for (var approval :
                new String[] {"", ", 'approval': {'title': 'Refund', 'roles': ['tenant_owner']}"}) {
            var run = runs.carryOut(step.formatted(peer.url(), approval), "{'amount':'a lot'}");

            assertThat(run.path("status").asString()).isEqualTo("failed");
            assertThat(run.at("/error/code").asString()).isEqualTo("arguments_invalid");
            assertThat(run.at("/error/message").asString())
                    .contains("refund", "arguments/amount", "integer");
            assertThat(runs.step(run.path("id").asString(), "pay").path("attempts").size())
                    .isLessThanOrEqualTo(1);
        }
        assertThat(peer.count("/pay")).isZero();

        var fits = runs.carryOut(step.formatted(peer.url(), ""), "{'amount':41}");
        assertThat(fits.path("status").asString()).isEqualTo("completed");
    }

    @Test
    void callsNothingElseThanWhatWasAskedFor() {
        var id = pay();
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);
        var url = peer.url() + "/pay";

        refusesToChange(
                asked,
                url,
                peer.url() + "/other",
                peer.url() + "/pay/all",
                peer.url() + "/pay#all",
                url.replace("http:", "https:"),
                url.replace("//", "//somebody@"),
                "mailto:ada@example.org");
        refusesToChange(asked, "\"" + url + "\"", "7", "null");
        var change =
                new ApprovalChange(
                        asked.arguments().toString().replace(url, url + "?for=ada"),
                        asked.hash(),
                        null,
                        "");
        changes.approve(asked.id(), change, owner.actor());

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
    }

    @Test
    void makesTheRequestOfAToolForTheSameServer() {
        var graph =
                """
                {'tools': {'refund': {'description': 'Refunds', 'parameters': {},
                   'request': {'method': 'POST', 'url': 'http://${arguments.host}/pay'}}},
                 'steps': [{'id': 'pay', 'kind': 'tool', 'tool': 'refund', 'arguments': {'host': 'a.example'},
                   'approval': {'title': 'Refund', 'roles': ['tenant_owner']}}]}
                """;
        var id = runs.create("{'graph':" + graph + "}").json().path("id").asString();
        runs.awaitStatus(id, "waiting_approval");

        refusesToChange(asked(id), "\"host\":\"a.example\"", "\"host\":\"b.example\"");
    }

    @Test
    void asksAgainWhenSomethingElseWasApprovedThanWouldBeDone() {
        var id = pay();
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id).id();

        transactions.run(
                () ->
                        commands.send(
                                new RunId(caller.tenant(), UUID.fromString(id)),
                                new RunCommand.ApprovalEnded(
                                        "pay",
                                        asked.value(),
                                        null,
                                        owner.email(),
                                        "",
                                        "0".repeat(64))));
        await().until(() -> !asked(id).id().equals(asked));
        assertThat(runs.get(id).path("status").asString()).isEqualTo("waiting_approval");
        assertThat(peer.count("/pay")).isZero();

        decide(asked(id).id(), Verdict.APPROVE);

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
        assertThat(peer.count("/pay")).isOne();
    }

    @Test
    void asksAgainWhenAnotherVersionWouldRunThanWasThereWhenPeopleWereAsked() {
        var workflow = runs.publish("pay", "{'steps':[{'id':'a','kind':'transform','value':82}]}");
        var id =
                runs.begin(
                        """
                        {'id': 'sub', 'kind': 'workflow', 'workflow': 'pay',
                         'approval': {'title': 'Pay', 'roles': ['tenant_owner']}}
                        """,
                        "{}");
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id).id();
        runs.publishAgain(workflow, "{'steps':[{'id':'a','kind':'transform','value':82000}]}");

        decide(asked, Verdict.APPROVE);
        await().until(() -> !asked(id).id().equals(asked));
        decide(asked(id).id(), Verdict.APPROVE);

        assertThat(runs.awaitEnd(id).path("output").asInt()).isEqualTo(82_000);
    }

    @Test
    void asksAgainWhenAnotherVersionIsPublishedBetweenTheAnswerAndTheAct() {
        var workflow = runs.publish("pay", "{'steps':[{'id':'a','kind':'transform','value':82}]}");
        var id =
                runs.begin(
                        """
                        {'id': 'sub', 'kind': 'workflow', 'workflow': 'pay',
                         'approval': {'title': 'Pay', 'roles': ['tenant_owner']}}
                        """,
                        "{}");
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id).id();
        approveWhilePaused(id, asked);
        runs.publishAgain(workflow, "{'steps':[{'id':'a','kind':'transform','value':82000}]}");

        goOn(id);

        await().until(() -> !asked(id).id().equals(asked));
        assertThat(runs.get(id).path("status").asString()).isEqualTo("waiting_approval");
    }

    @Test
    void asksAgainWhenTheAgentWouldSaySomethingElseByNow() {
        var by = KeyFixture.owner(caller.tenant());
        var name = new PromptName("Reply", "");
        var prompt = prompts.create(name, draft("Be brief."), by).prompt();
        fixture.templated(caller.tenant(), "polite", prompt.value());
        var id =
                runs.begin(
                        """
                        {'id': 'ask', 'kind': 'agent', 'agent': 'polite',
                         'messages': [{'role': 'user', 'content': 'hello'}],
                         'approval': {'title': 'Ask', 'roles': ['tenant_owner']}}
                        """,
                        "{}");
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id).id();
        approveWhilePaused(id, asked);
        prompts.revise(prompt, prompts.get(prompt, by).version(), name, draft("Be long."), by);

        goOn(id);
        await().until(() -> !asked(id).id().equals(asked));
        assertThat(fixture.allUsage(caller.tenant())).allMatch(call -> call.tokensIn() == 0);
        decide(asked(id).id(), Verdict.APPROVE);

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("completed");
    }

    private void approveWhilePaused(String run, ApprovalId asked) {
        runs.command(run, "pause", "{}");
        runs.awaitStatus(run, "paused");
        decide(asked, Verdict.APPROVE);
        await().until(() -> !step(run).path("status").asString().equals("waiting_approval"));
    }

    private void goOn(String run) {
        caller.client().send("DELETE", "/api/v1/runs/" + run + "/pause", "");
    }

    private static PromptDraft draft(String text) {
        return new PromptDraft(PromptContent.text(text, List.of()), "");
    }

    @Test
    void takesNoInputThatTheOtherWorkflowWouldNotGet() {
        runs.publish(
                "pay",
                """
                {'input': {'type': 'object', 'properties': {'amount': {'type': 'integer', 'maximum': 100}}},
                 'steps': [{'id': 'a', 'kind': 'transform', 'value': '${input.amount}'}]}
                """);
        var id =
                runs.begin(
                        """
                        {'id': 'sub', 'kind': 'workflow', 'workflow': 'pay', 'input': {'amount': 82},
                         'approval': {'title': 'Pay', 'roles': ['tenant_owner']}}
                        """,
                        "{}");
        runs.awaitStatus(id, "waiting_approval");

        refusesToChange(
                asked(id), "{\"amount\":82}", "[{\"amount\":1}]", "null", "{\"amount\":101}");
    }

    @Test
    void takesNoMessagesThatTheAgentWouldNotGet() {
        fixture.echo(caller.tenant(), "polite", 1);
        var id =
                runs.begin(
                        """
                        {'id': 'ask', 'kind': 'agent', 'agent': 'polite', 'variables': {'tone': 'kind'},
                         'messages': [{'role': 'user', 'content': 'hello'}],
                         'approval': {'title': 'Ask', 'roles': ['tenant_owner']}}
                        """,
                        "{}");
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id);

        refusesToChange(
                asked, asked.arguments().path("messages").toString(), "\"hello\"", "{}", "null");
        refusesToChange(asked, "{\"tone\":\"kind\"}", "[\"kind\"]", "{\"tone\":null}", "null");
    }

    private void refusesToChange(Asked asked, String part, String... others) {
        var json = asked.arguments().toString();
        assertThat(json).contains(part);
        for (var other : others) {
            var change = new ApprovalChange(json.replace(part, other), asked.hash(), null, "");
            assertThatThrownBy(() -> changes.approve(asked.id(), change, owner.actor()), other)
                    .isInstanceOf(ApprovalRefused.class);
        }
    }

    @Test
    void peopleNeedNotDecideForARunThatHasEnded() {
        var id = pay();
        runs.awaitStatus(id, "waiting_approval");
        var asked = asked(id).id();

        runs.command(id, "cancellation", "{}");
        runs.awaitEnd(id);

        assertThat(approvals.get(asked).status().wire()).isEqualTo("withdrawn");
    }

    private String pay() {
        return runs.begin(
                """
                {'id': 'pay', 'kind': 'http', 'method': 'POST', 'url': '%s/pay',
                 'body': {'amount': '${input.amount}', 'to': '${input.to}'},
                 'approval': {'title': 'Pay ${input.amount} to ${input.to}', 'roles': ['tenant_owner']}}
                """
                        .formatted(peer.url()),
                "{'amount':82,'to':'ada'}");
    }

    private record Asked(ApprovalId id, String title, JsonNode arguments, String hash) {}

    private Asked asked(String run) {
        await().until(() -> !step(run).path("approval_id").isMissingNode());
        var id =
                new ApprovalId(
                        caller.tenant(), UUID.fromString(step(run).path("approval_id").asString()));
        await().ignoreExceptions().until(() -> approvals.get(id) != null);
        var found = approvals.get(id);
        return new Asked(
                id,
                found.title(),
                JsonMapper.shared().readTree(found.arguments()),
                found.actionHash());
    }

    private JsonNode step(String run) {
        return runs.steps(run).get(0);
    }

    private void decide(ApprovalId id, Verdict verdict) {
        approvals.decide(id, verdict, approvals.get(id).actionHash(), "as I said", owner.actor());
    }

    private byte[] owner(String run) {
        return jdbc.queryForObject(
                "SELECT owner FROM work_item WHERE tenant_id = ? AND queue = 'run' AND id = ?",
                byte[].class,
                Ids.bytes(caller.tenant().value()),
                Ids.bytes(UUID.fromString(run)));
    }
}
