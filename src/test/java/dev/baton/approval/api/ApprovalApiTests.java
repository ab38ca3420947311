package dev.baton.approval.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestPeople;
import dev.baton.approval.ApprovalFixture;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What programs see of approvals, and how they decide for their person. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ApprovalApiTests {

    private static final String ROOT = "/api/v1/approvals";

    @Autowired private MockMvcTester mvc;
    @Autowired private ApprovalFixture fixture;
    @Autowired private TestPeople people;
    @Autowired private ApiKeys keys;
    @Autowired private JsonMapper json;

    private TestPeople.Person owner;
    private String token;

    @BeforeEach
    void somebody() {
        owner = people.person(people.tenant().id(), Role.TENANT_OWNER);
        token = keyOf(owner, Permission.APPROVALS_READ, Permission.APPROVALS_WRITE);
    }

    @Test
    void showsExactlyWhatIsToBeDone() {
        var shown = get(token, ROOT + "/" + ask("Refund"));

        assertThat(shown.path("status").asString()).isEqualTo("open");
        assertThat(shown.at("/arguments/amount").asInt()).isEqualTo(82_000);
        assertThat(shown.path("hash").asString()).hasSize(64);
        assertThat(shown.at("/roles/0").asString()).isEqualTo("tenant_owner");
        assertThat(shown.at("/requested_by/name").asString()).isEqualTo(owner.email());
        assertThat(shown.path("waits_for_you").asBoolean()).isTrue();
        assertThat(shown.path("decisions").isEmpty()).isTrue();
    }

    @Test
    void decidesForWhoMadeTheKey() {
        var path = ROOT + "/" + ask("Refund");
        var hash = get(token, path).path("hash").asString();

        var decided = body(post(token, path + "/decision", decision("approve", hash)));

        assertThat(decided.path("status").asString()).isEqualTo("approved");
        assertThat(decided.at("/decisions/0/by").asString()).isEqualTo(owner.email());
        assertThat(decided.at("/decisions/0/comment").asString()).isEqualTo("fine");
        assertThat(post(token, path + "/decision", decision("approve", hash))).hasStatus(200);
        refused(post(token, path + "/decision", decision("reject", hash)), 409, "decided_before");
    }

    @Test
    void refusesAnotherHash() {
        var path = ROOT + "/" + ask("Refund");

        refused(
                post(token, path + "/decision", decision("approve", "0".repeat(64))),
                409,
                "approval_changed");
        assertThat(get(token, path).path("status").asString()).isEqualTo("open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"hash\":\"x\"}|decision",
                "{\"decision\":\"maybe\",\"hash\":\"x\"}|decision",
                "{\"decision\":\"approve\"}|hash"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = post(token, ROOT + "/" + ask("Refund") + "/decision", body);

        assertThat(answer).hasStatus(400);
        assertThat(body(answer).at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void tellsWhoMayNotDecideAboutSoMuchOfTheLimitAndTheAmount() {
        var path = ROOT + "/" + fixture.askAmount(owner.actor(), 82_000.5).value();
        var editor = people.person(owner.tenant(), Role.EDITOR);
        var key = keyOf(editor, Permission.APPROVALS_READ, Permission.APPROVALS_WRITE);
        var shown = get(key, path);

        assertThat(shown.path("amount").decimalValue()).isEqualByComparingTo("82000.5");
        assertThat(shown.path("unit").asString()).isEqualTo("EUR");
        assertThat(shown.at("/up_to/editor").asInt()).isEqualTo(500);
        assertThat(shown.path("your_limit").asInt()).isEqualTo(500);
        assertThat(shown.path("waits_for_you").asBoolean()).isFalse();
        assertThat(get(token, path).has("your_limit")).isFalse();
        var answer =
                post(key, path + "/decision", decision("approve", shown.path("hash").asString()));

        refused(answer, 403, "approval_above_limit");
        assertThat(body(answer).path("limit").asInt()).isEqualTo(500);
        assertThat(body(answer).path("amount").decimalValue()).isEqualByComparingTo("82000.5");
        assertThat(body(answer).path("detail").asString()).contains("tenant_owner");
    }

    @Test
    void refusesTooLongAComment() {
        var path = ROOT + "/" + ask("Refund");
        var hash = get(token, path).path("hash").asString();
        var body =
                "{\"decision\":\"approve\",\"hash\":\"%s\",\"comment\":\"%s\"}"
                        .formatted(hash, "x".repeat(2_001));

        var answer = post(token, path + "/decision", body);

        assertThat(answer).hasStatus(422);
        assertThat(body(answer).at("/errors/0/field").asString()).isEqualTo("comment");
        assertThat(body(answer).at("/errors/0/message").asString()).contains("2000");
    }

    @Test
    void refusesWhoIsNotAskedAndWhoMayNotDecide() {
        var path = ROOT + "/" + ask("Refund");
        var hash = get(token, path).path("hash").asString();
        var operator = people.person(owner.tenant(), Role.OPERATOR);
        var notAsked = keyOf(operator, Permission.APPROVALS_WRITE);
        var reader = keyOf(owner, Permission.APPROVALS_READ);

        refused(post(notAsked, path + "/decision", decision("approve", hash)), 403, "not_asked");
        refused(post(reader, path + "/decision", decision("approve", hash)), 403, "permission");
    }

    @Test
    void knowsNothingOfOtherTenants() {
        var path = ROOT + "/" + ask("Refund");
        var hash = get(token, path).path("hash").asString();
        var stranger = people.person(people.tenant().id(), Role.TENANT_OWNER);
        var foreign = keyOf(stranger, Permission.APPROVALS_READ, Permission.APPROVALS_WRITE);

        assertThat(mvc.get().uri(path).header("Authorization", "Bearer " + foreign)).hasStatus(404);
        refused(post(foreign, path + "/decision", decision("approve", hash)), 404, "not_found");
        assertThat(get(foreign, ROOT).path("data").isEmpty()).isTrue();
        assertThat(get(foreign, ROOT + "?mine=true").path("data").isEmpty()).isTrue();
    }

    @Test
    void listsByStatusAndWhatWaits() {
        var first = ask("one");
        var second = ask("two");
        var hash = get(token, ROOT + "/" + first).path("hash").asString();
        post(token, ROOT + "/" + first + "/decision", decision("reject", hash));

        assertThat(ids(ROOT)).isEqualTo(second + " " + first);
        assertThat(ids(ROOT + "?status=rejected")).isEqualTo(first);
        assertThat(ids(ROOT + "?mine=true")).isEqualTo(second);
        assertThat(ids(ROOT + "?limit=1")).isEqualTo(second);
        var cursor = get(token, ROOT + "?limit=1").path("next_cursor").asString();
        assertThat(ids(ROOT + "?limit=1&after=" + cursor)).isEqualTo(first);
        assertThat(get(token, ROOT).at("/data/0").has("arguments")).isFalse();
    }

    @Test
    void changesAndApproves() {
        var id = ask("Refund");
        var hash = get(token, ROOT + "/" + id).path("hash").asString();
        var path = ROOT + "/" + id + "/change";

        refused(post(token, path, "{\"hash\":\"" + hash + "\"}"), 400, "invalid_request");
        refused(
                post(token, path + "/preview", "{\"arguments\":[1],\"hash\":\"" + hash + "\"}"),
                422,
                "approval_refused");
        var less = "{\"arguments\":{\"amount\":41},\"hash\":\"%s\"%s}";
        refused(post(token, path, less.formatted(hash, "")), 400, "invalid_request");
        var made = body(post(token, path + "/preview", less.formatted(hash, "")));
        assertThat(made.at("/arguments/amount").asInt()).isEqualTo(41);
        assertThat(made.at("/differences/0/path").asString()).isEqualTo("amount");
        assertThat(get(token, ROOT + "/" + id).path("status").asString()).isEqualTo("open");
        var unseen = ",\"new_hash\":\"" + "0".repeat(64) + "\"";
        refused(post(token, path, less.formatted(hash, unseen)), 409, "approval_changed");
        var seen = ",\"new_hash\":\"" + made.path("new_hash").asString() + "\"";
        var answer = post(token, path, less.formatted(hash, seen));

        assertThat(answer).hasStatusOk();
        var changed = body(answer);
        assertThat(changed.path("status").asString()).isEqualTo("approved");
        assertThat(changed.path("title").asString()).isEqualTo("Refund");
        assertThat(changed.path("hash").asString()).isEqualTo(made.path("new_hash").asString());
        assertThat(changed.path("changed_by").asString()).isEqualTo(owner.email());
        assertThat(changed.at("/changes/0/path").asString()).isEqualTo("amount");
        assertThat(changed.at("/changes/0/before").asString()).isEqualTo("82000");
        assertThat(changed.at("/changes/0/after").asString()).isEqualTo("41");
        assertThat(changed.path("replaces").asString()).isEqualTo(id);
        assertThat(changed.at("/arguments/amount").asInt()).isEqualTo(41);
        var before = get(token, ROOT + "/" + id);
        assertThat(before.path("status").asString()).isEqualTo("replaced");
        assertThat(before.path("replaced_by").asString()).isEqualTo(changed.path("id").asString());
    }

    @Test
    void keepsWhyAChangeWasProposed() {
        var id = fixture.askOthers(owner.actor(), "Refund").value();
        var other =
                keyOf(people.person(owner.tenant(), Role.TENANT_OWNER), Permission.APPROVALS_WRITE);
        var path = ROOT + "/" + id + "/change";
        var hash = get(token, ROOT + "/" + id).path("hash").asString();
        var less = "{\"arguments\":{\"amount\":41},\"hash\":\"%s\"%s}";
        var made = body(post(other, path + "/preview", less.formatted(hash, "")));

        var changed =
                body(
                        post(
                                other,
                                path,
                                less.formatted(
                                        hash,
                                        ",\"comment\":\"One order only.\",\"new_hash\":\"%s\""
                                                .formatted(made.path("new_hash").asString()))));

        assertThat(changed.path("status").asString()).isEqualTo("open");
        assertThat(changed.path("change_reason").asString()).isEqualTo("One order only.");
        assertThat(changed.path("decisions").isEmpty()).isTrue();
        assertThat(get(token, ROOT + "/" + id).has("change_reason")).isFalse();
    }

    @Test
    void tellsTheRiskThatWasDeclared() {
        var risky = fixture.askRisky(owner.actor(), "Refund").value();

        assertThat(get(token, ROOT + "/" + risky).path("risk").asString()).isEqualTo("high");
        assertThat(get(token, ROOT).at("/data/0/risk").asString()).isEqualTo("high");
        assertThat(get(token, ROOT + "/" + ask("Pay")).has("risk")).isFalse();
    }

    @Test
    void asksBackAndAnswers() {
        var id = ask("Refund");
        var other =
                keyOf(people.person(owner.tenant(), Role.TENANT_OWNER), Permission.APPROVALS_WRITE);
        var path = ROOT + "/" + id + "/questions";

        var asked = body(post(other, path, "{\"question\":\"Why?\"}"));
        var question = asked.at("/questions/0/id").asString();
        assertThat(asked.at("/questions/0/question").asString()).isEqualTo("Why?");
        refused(
                post(other, path + "/" + question, "{\"answer\":\"So.\"}"),
                403,
                "question_not_yours");
        var answered = body(post(token, path + "/" + question, "{\"answer\":\"So.\"}"));
        assertThat(answered.at("/questions/0/answer").asString()).isEqualTo("So.");
        refused(post(token, path, "{\"question\":\"\"}"), 422, "approval_refused");
    }

    @Test
    void listsWhatIsOpenByDeadlines() {
        var first = ask("one");
        var second = ask("two");

        assertThat(ids(ROOT + "?order=due")).isEqualTo(first + " " + second);
        var cursor = get(token, ROOT + "?order=due&limit=1").path("next_cursor").asString();
        assertThat(ids(ROOT + "?order=due&limit=1&after=" + cursor)).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({
        "?order=up",
        "?order=due&status=approved",
        "?status=late",
        "?mine=true&status=approved",
        "?after=there",
        "?mine=true&after=there"
    })
    void refusesWhatNoListIs(String query) {
        assertThat(mvc.get().uri(ROOT + query).header("Authorization", "Bearer " + token))
                .hasStatus(400);
    }

    private String ask(String title) {
        return fixture.ask(owner.actor(), title).value().toString();
    }

    private String ids(String path) {
        return StreamSupport.stream(get(token, path).path("data").spliterator(), false)
                .map(one -> one.path("id").asString())
                .collect(Collectors.joining(" "));
    }

    private static String decision(String verdict, String hash) {
        return "{\"decision\":\"%s\",\"hash\":\"%s\",\"comment\":\"fine\"}"
                .formatted(verdict, hash);
    }

    private String keyOf(TestPeople.Person person, Permission... scopes) {
        var wire = Arrays.stream(scopes).map(Permission::wire).collect(Collectors.toSet());
        var wanted = new NewKey("Key", wire, null, null);
        if (person.role().permissions().contains(Permission.KEYS_WRITE)) {
            return keys.issue(person.tenant(), wanted, person.actor()).token();
        }
        // Of somebody who was an administrator when they made it.
        var before =
                Actor.account(
                        person.tenant(),
                        person.id().value(),
                        person.email(),
                        Role.TENANT_ADMIN.permissions());
        return keys.issue(person.tenant(), wanted, before).token();
    }

    private JsonNode get(String as, String path) {
        var answer = mvc.get().uri(path).header("Authorization", "Bearer " + as).exchange();
        assertThat(answer).hasStatusOk();
        return body(answer);
    }

    private MvcTestResult post(String as, String path, String body) {
        return mvc.post()
                .uri(path)
                .header("Authorization", "Bearer " + as)
                .contentType("application/json")
                .content(body)
                .exchange();
    }

    private void refused(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status);
        assertThat(body(answer).path("code").asString()).contains(code);
    }

    private JsonNode body(MvcTestResult answer) {
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
