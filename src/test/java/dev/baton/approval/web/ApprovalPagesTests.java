package dev.baton.approval.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.approval.ApprovalFixture;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalQuestions;
import dev.baton.approval.ApprovalStatus;
import dev.baton.approval.Approvals;
import dev.baton.approval.Verdict;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

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

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** How people find what waits for them, and decide. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ApprovalPagesTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private ApprovalFixture fixture;
    @Autowired private Approvals approvals;
    @Autowired private ApprovalQuestions questions;
    @Autowired private TestPeople people;

    private TenantId tenant;
    private TestPeople.Person owner;
    private ConsoleBrowser browser;

    @BeforeEach
    void somebody() {
        tenant = people.tenant().id();
        owner = people.person(tenant, Role.TENANT_OWNER);
        browser = browserOf(owner);
    }

    @Test
    void explainsApprovalsToThoseWhoHaveNone() {
        assertThat(browser.open("/approvals"))
                .hasStatusOk()
                .bodyText()
                .contains("Nothing waits for you")
                .doesNotContain("<table", "nav-count");
        assertThat(browser.open("/approvals/all"))
                .bodyText()
                .contains("No approvals yet")
                .doesNotContain("<table");
    }

    @Test
    void showsWhatWaitsAndHowMuchOfIt() {
        var id = ask("Refund 820 USD");

        assertThat(browser.open("/approvals"))
                .bodyText()
                .contains(
                        "Refund 820 USD",
                        "href=\"/approvals/" + id.value() + "\"",
                        owner.email(),
                        "nav-count",
                        "1 waiting");
        // On every page, for whoever may decide.
        assertThat(browser.open("/agents")).bodyText().contains("1 waiting");
        var viewer = browserOf(people.person(tenant, Role.VIEWER));
        assertThat(viewer.open("/approvals"))
                .bodyText()
                .contains("Nothing waits for you")
                .doesNotContain("nav-count");
        assertThat(viewer.open("/approvals/all")).bodyText().contains("Refund 820 USD");
    }

    @Test
    void showsTheAmountAndWhyWhoHasALowerLimitMayNotDecide() {
        var id = fixture.askAmount(owner.actor(), 82_000.5).value();
        var editor = browserOf(people.person(tenant, Role.EDITOR));

        assertThat(browser.open("/approvals")).bodyText().contains("82,000.5 EUR");
        assertThat(browser.open("/approvals/" + id))
                .bodyText()
                .contains("82,000.5 EUR", "Editor (up to 500)", "name=\"decision\"")
                .doesNotContain("above your limit");
        assertThat(editor.open("/approvals")).bodyText().doesNotContain("82,000.5 EUR");
        assertThat(editor.open("/approvals/open"))
                .bodyText()
                .contains("82,000.5 EUR", "Your limit", "500 EUR");
        for (var page : List.of("", "/decision", "/change")) {
            assertThat(editor.open("/approvals/" + id + page))
                    .hasStatusOk()
                    .bodyText()
                    .contains("The amount, 82,000.5 EUR, is above your limit of 500 EUR.")
                    .doesNotContain("name=\"decision\"");
        }
    }

    @Test
    void tellsWhatIsAskedByNameFromWhatIsAskedByRole() {
        ask("Refund by role");
        fixture.askByName(owner.actor(), "Refund by name", owner.email());

        assertThat(browser.open("/approvals"))
                .bodyText()
                .contains("Refund by role", "Refund by name")
                .containsPattern("For me</span> <span class=\"count\">2<")
                .containsPattern("By name</span> <span class=\"count\">1<")
                .containsPattern("My role</span> <span class=\"count\">1<");
        assertThat(browser.open("/approvals/by-name"))
                .hasStatusOk()
                .bodyText()
                .contains("Refund by name")
                .doesNotContain("Refund by role");
        assertThat(browser.open("/approvals/by-role"))
                .hasStatusOk()
                .bodyText()
                .contains("Refund by role")
                .doesNotContain("Refund by name");

        var admin = browserOf(people.person(tenant, Role.TENANT_ADMIN));
        assertThat(admin.open("/approvals/by-name"))
                .bodyText()
                .contains("Nothing is asked of you by name")
                .doesNotContain("class=\"count\"");
        assertThat(admin.open("/approvals/by-role"))
                .bodyText()
                .contains("Nothing is asked of your role");
        // Who decides nothing has no tabs of their own.
        assertThat(browserOf(people.person(tenant, Role.VIEWER)).open("/approvals"))
                .bodyText()
                .contains("/approvals/open")
                .doesNotContain("by-name", "by-role");
    }

    @Test
    void goesOnWithTheNextPageUnderEachTab() {
        for (var at = 0; at < 21; at++) {
            fixture.askByName(owner.actor(), "Refund number " + at + ".", owner.email());
        }

        var first = ConsoleBrowser.body(browser.open("/approvals/by-name"));

        assertThat(first).contains("Refund number 19.").doesNotContain("Refund number 20.");
        var next = first.replaceAll("(?s).*href=\"(/approvals/by-name\\?after=[^\"]+)\".*", "$1");
        assertThat(browser.open(next))
                .hasStatusOk()
                .bodyText()
                .contains("Refund number 20.")
                .doesNotContain("Refund number 19.");
    }

    @Test
    void showsTheRiskThatWasDeclared() {
        var plain = ask("Pay for the lease");
        var risky = fixture.askRisky(owner.actor(), "Refund");
        var page = "/approvals/" + risky.value();

        for (var shown : List.of("/approvals", page, page + "/decision")) {
            assertThat(browser.open(shown))
                    .bodyText()
                    .contains("<dt>Risk</dt><dd><span class=\"chip risk-high\">High</span>");
        }
        assertThat(browser.open("/approvals/" + plain.value()))
                .bodyText()
                .doesNotContain("Risk", "risk-");
    }

    @Test
    void proposesAChangeWhereWhoeverWantsItMayNotApproveIt() {
        var id = fixture.askOthers(owner.actor(), "Refund");
        var second = browserOf(people.person(tenant, Role.TENANT_OWNER));
        var page = "/approvals/" + id.value();
        assertThat(second.open(page)).bodyText().contains("Propose a change…");
        assertThat(second.open(page + "/change"))
                .bodyText()
                .contains("others approve it, not you", "Reason")
                .doesNotContain("you approve it");
        var hash = approvals.get(id).actionHash();
        var look = second.send(page + "/change", "arguments", "{\"amount\":41}", "hash", hash);
        assertThat(look)
                .bodyText()
                .contains("This is what you propose", "Propose exactly this")
                .contains("What you change you cannot approve yourself")
                .doesNotContain("Approve exactly this", "This is what you approve");

        var sent =
                second.send(
                        page + "/change",
                        "arguments",
                        "{\"amount\":41}",
                        "comment",
                        "One <b>order</b>\r\nonly.",
                        "hash",
                        hash,
                        "newHash",
                        newHash(look),
                        "confirmed",
                        "true");

        var changed = String.valueOf(sent.getResponse().getRedirectedUrl());
        assertThat(second.open(changed))
                .bodyText()
                .contains("Proposed. Others must approve it: Refund")
                .contains("One &lt;b&gt;order&lt;/b&gt;\nonly.")
                .doesNotContain("/decision\"");
        var third = browserOf(people.person(tenant, Role.TENANT_OWNER));
        for (var shown : List.of("/approvals", changed, changed + "/decision")) {
            assertThat(third.open(shown))
                    .bodyText()
                    .contains("Why it was changed", "One &lt;b&gt;order&lt;/b&gt;");
        }
    }

    @Test
    void showsExactlyWhatIsToBeDoneAsText() {
        var id = ask("<b>Refund\u202e");

        assertThat(browser.open("/approvals/" + id.value()))
                .hasStatusOk()
                .bodyText()
                .contains("82000", "&lt;b&gt;Refund", "\\u202e", "Owner", "0 of 1")
                .doesNotContain("<b>Refund");
    }

    @ParameterizedTest
    @CsvSource({"approve, APPROVED, Approved: Refund", "reject, REJECTED, Rejected: Refund"})
    void takesADecision(String decision, ApprovalStatus status, String told) {
        var id = ask("Refund");
        var page = "/approvals/" + id.value();
        assertThat(browser.open(page)).bodyText().contains("value=\"" + decision + "\"");

        var sent =
                browser.send(
                        page + "/decision",
                        "decision",
                        decision,
                        "hash",
                        approvals.get(id).actionHash(),
                        "comment",
                        "two\r\nlines");

        assertThat(sent).hasStatus3xxRedirection().hasRedirectedUrl("/approvals");
        assertThat(browser.open("/approvals")).bodyText().contains(told);
        assertThat(approvals.get(id).status()).isEqualTo(status);
        assertThat(approvals.decisions(id).getFirst().comment()).isEqualTo("two\nlines");
        assertThat(browser.open(page))
                .bodyText()
                .contains(owner.email(), "two\nlines")
                .doesNotContain("/decision\"");
    }

    @Test
    void refusesWhatWasNotSeen() {
        var id = ask("Refund");
        var page = "/approvals/" + id.value();
        browser.open(page);

        assertThat(browser.send(page + "/decision", "decision", "approve", "hash", "0".repeat(64)))
                .hasStatus(409)
                .bodyText()
                .contains("Look at it again");
        assertThat(approvals.get(id).status()).isEqualTo(ApprovalStatus.OPEN);
    }

    @Test
    void offersNoDecisionToWhoIsNotAsked() {
        var id = ask("Refund");
        var operator = browserOf(people.person(tenant, Role.OPERATOR));
        var page = "/approvals/" + id.value();

        assertThat(operator.open(page))
                .bodyText()
                .contains("This does not wait for you")
                .doesNotContain("/decision\"");
        assertThat(
                        operator.send(
                                page + "/decision",
                                "decision",
                                "approve",
                                "hash",
                                approvals.get(id).actionHash()))
                .hasStatus(403);
    }

    @Test
    void isNotFoundByOtherTenants() {
        var id = ask("Refund");
        var stranger = browserOf(people.person(people.tenant().id(), Role.TENANT_OWNER));

        assertThat(stranger.open("/approvals/" + id.value())).hasStatus(404);
        assertThat(stranger.open("/approvals/all")).bodyText().doesNotContain("Refund");
    }

    @Test
    void isFoundByItsId() {
        var id = ask("Refund");

        assertThat(browser.open("/search?q=" + id.value()))
                .hasRedirectedUrl("/approvals/" + id.value());
    }

    @Test
    void narrowsAllToAStatus() {
        ask("Refund");

        assertThat(browser.open("/approvals/all?status=open")).bodyText().contains("Refund");
        assertThat(browser.open("/approvals/all?status=rejected"))
                .bodyText()
                .contains("Nothing matches")
                .doesNotContain("Refund");
    }

    @Test
    void showsOnACardAllThatIsNeededToDecide() {
        var before = ask("Refund ada");
        approvals.decide(
                before, Verdict.APPROVE, approvals.get(before).actionHash(), "", owner.actor());
        var id = ask("Refund ben");
        fixture.askOther(owner.actor(), "Pay for the lease");

        for (var list : List.of("/approvals", "/approvals/open")) {
            assertThat(browser.open(list))
                    .bodyText()
                    .contains(
                            "Refund ben",
                            owner.email(),
                            "82000",
                            "Last time approved",
                            "<del>&quot;Refund ada&quot;</del>",
                            "<ins>&quot;Refund ben&quot;</ins>",
                            "2.50",
                            "/approvals/" + id.value() + "/decision?decision=approve",
                            "data-key=\"r\"");
        }
    }

    @Test
    void showsWhatWasChosenBeforeItCounts() {
        var id = ask("Refund");
        var page = "/approvals/" + id.value() + "/decision";

        assertThat(browser.open(page + "?decision=reject"))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Reject this?",
                        "82000",
                        "value=\"" + approvals.get(id).actionHash() + "\"",
                        "name=\"decision\" value=\"reject\"")
                .doesNotContain("value=\"approve\"");
        assertThat(browser.open(page + "?decision=maybe")).hasStatus(400);
        assertThat(approvals.get(id).status()).isEqualTo(ApprovalStatus.OPEN);
    }

    @Test
    void changesWhatIsToBeDoneOnceThatWasSeen() {
        var id = ask("Refund");
        var page = "/approvals/" + id.value() + "/change";
        var hash = approvals.get(id).actionHash();
        assertThat(browser.open(page)).bodyText().contains("82000", hash);

        assertThat(browser.send(page, "arguments", "{", "hash", hash))
                .hasStatus(422)
                .bodyText()
                .contains("arguments: must be JSON");
        var look = browser.send(page, "arguments", "{\"amount\":41}", "hash", hash);
        assertThat(look)
                .hasStatusOk()
                .bodyText()
                .contains("<del>82000</del>", "<ins>41</ins>", "Approve exactly this");
        assertThat(approvals.get(id).status()).isEqualTo(ApprovalStatus.OPEN);
        var shown = newHash(look);

        var sent =
                browser.send(
                        page,
                        "arguments",
                        "{\"amount\":41}",
                        "hash",
                        hash,
                        "newHash",
                        shown,
                        "confirmed",
                        "true");

        assertThat(sent).hasStatus3xxRedirection();
        assertThat(approvals.get(id).status()).isEqualTo(ApprovalStatus.REPLACED);
        assertThat(browser.open(String.valueOf(sent.getResponse().getRedirectedUrl())))
                .bodyText()
                .contains("Refund", "41", "Changed and approved", "/approvals/" + id.value());
    }

    @Test
    void tellsWhoDecidesNextWhoChangedWhat() {
        var id = fixture.askTwo(owner.actor(), "Refund");
        var changed = fixture.change(id, "{\"amount\":41}", owner.actor());
        var second = browserOf(people.person(tenant, Role.TENANT_OWNER));
        var page = "/approvals/" + changed.value();

        for (var shown : List.of("/approvals", "/approvals/open", page, page + "/decision")) {
            assertThat(second.open(shown))
                    .bodyText()
                    .contains(
                            "Refund",
                            "Changed by " + owner.email(),
                            "href=\"/approvals/" + id.value() + "\"",
                            "<del>82000</del>",
                            "<ins>41</ins>");
        }
        assertThat(second.send("/approvals/bulk", "action", "approve", "id", changed.value() + ""))
                .bodyText()
                .contains("Changed by " + owner.email(), "<del>82000</del>");
    }

    @Test
    void asksBackAndAnswers() {
        var id = ask("Refund");
        var page = "/approvals/" + id.value();
        var other = browserOf(people.person(tenant, Role.TENANT_OWNER));

        assertThat(other.send(page + "/questions", "question", "Why <b>so</b> much?"))
                .hasStatus(303)
                .hasRedirectedUrl(page);
        assertThat(other.open(page))
                .bodyText()
                .contains("Why &lt;b&gt;so&lt;/b&gt; much?", "No answer yet")
                .doesNotContain("name=\"answer\"");
        assertThat(browser.open(page)).bodyText().contains("name=\"answer\"");
        var question = questions.of(id).getFirst().id();

        assertThat(other.send(page + "/questions/" + question, "answer", "So.")).hasStatus(403);
        assertThat(browser.send(page + "/questions/" + question, "answer", "Two orders."))
                .hasStatus(303);
        assertThat(other.open(page)).bodyText().contains("Two orders.");
    }

    @Test
    void keepsWhatWasWrittenInVain() {
        var id = fixture.askTwo(owner.actor(), "Refund");
        var page = "/approvals/" + id.value();
        var other = people.person(tenant, Role.TENANT_OWNER);
        var question = fixture.question(id, "Why so much?", other.actor());

        assertThat(browser.send(page + "/questions", "question", "a".repeat(2_001)))
                .hasStatus(422)
                .bodyText()
                .contains("question: must have at most", "href=\"#question\"")
                .contains(">" + "a".repeat(2_001) + "</textarea>");
        assertThat(browser.send(page + "/questions/" + question, "answer", "b".repeat(2_001)))
                .hasStatus(422)
                .bodyText()
                .contains("answer: must have at most", "href=\"#answer-" + question + "\"")
                .contains(">" + "b".repeat(2_001) + "</textarea>");
        var wanted = "{\"amount\":41}";
        fixture.change(id, wanted, other.actor());
        assertThat(browser.send(page + "/questions", "question", "And <now>?"))
                .hasStatus(409)
                .bodyText()
                .contains("This approval has ended already", "And &lt;now&gt;?");
        assertThat(browser.send(page + "/questions/" + question, "answer", "Two orders."))
                .hasStatus(409)
                .bodyText()
                .contains("Two orders.");
        assertThat(
                        browser.send(
                                page + "/change",
                                "arguments",
                                wanted,
                                "hash",
                                approvals.get(id).actionHash(),
                                "confirmed",
                                "true"))
                .hasStatus(409)
                .bodyText()
                .contains("It cannot be changed so", "{&quot;amount&quot;:41}");
    }

    @Test
    void decidesManyOfOneKindOnceTheyWereSeen() {
        var first = ask("Refund ada");
        var second = ask("Refund ben");
        var other = fixture.askOther(owner.actor(), "Pay for the lease");
        var all = first.value() + "," + second.value() + "," + other.value();

        var question = browser.send("/approvals/bulk", "action", "approve", "id", all);

        assertThat(question)
                .hasStatusOk()
                .bodyText()
                .contains("Approve together: 2", "Refund ada", "82000", "Pay for the lease")
                .contains("value=\"" + first.value() + "," + second.value() + "\"");
        assertThat(approvals.get(first).status()).isEqualTo(ApprovalStatus.OPEN);

        // The other one as well, as if somebody had sent it all the same.
        browser.send("/approvals/bulk", "action", "approve", "id", all, "confirmed", "true");

        assertThat(browser.open("/approvals"))
                .bodyText()
                .contains("Done: 2. Not done: 1.", "Pay for the lease", "of another step or tool");
        assertThat(approvals.get(first).status()).isEqualTo(ApprovalStatus.APPROVED);
        assertThat(approvals.get(second).status()).isEqualTo(ApprovalStatus.APPROVED);
        assertThat(approvals.get(other).status()).isEqualTo(ApprovalStatus.OPEN);
    }

    @Test
    void keepsLongArgumentsOnThePageOfTheirApproval() {
        var before = ask("Refund ada");
        approvals.decide(
                before, Verdict.APPROVE, approvals.get(before).actionHash(), "", owner.actor());
        var id = fixture.askLong(owner.actor(), "Refund ben");
        var page = "/approvals/" + id.value();

        for (var list : List.of("/approvals", "/approvals/open")) {
            var shown = ConsoleBrowser.body(browser.open(list));
            assertThat(shown)
                    .contains("too long to show here", "longlong", "Approve…")
                    .doesNotContain("long".repeat(100), "name=\"id\" value=\"" + id.value());
        }
        for (var whole : List.of(page, page + "/decision")) {
            assertThat(browser.open(whole)).bodyText().contains("long".repeat(2_100));
        }
    }

    @Test
    void decidesTogetherOnlyWhatWaitsAndCanBeShown() {
        var decided = fixture.askTwo(owner.actor(), "Refund ada");
        approvals.decide(
                decided, Verdict.APPROVE, approvals.get(decided).actionHash(), "", owner.actor());
        var tooLong = fixture.askLong(owner.actor(), "Refund ben");
        var id = ask("Refund cy");
        var all = decided.value() + "," + tooLong.value() + "," + id.value();

        assertThat(browser.send("/approvals/bulk", "action", "approve", "id", all))
                .hasStatusOk()
                .bodyText()
                .contains("Approve together: 1", "Approve (1)", "value=\"" + id.value() + "\"")
                .contains("Refund ada</a> <span>It does not wait for you.")
                .contains("Refund ben</a> <span>Its arguments are too long")
                .doesNotContain("long".repeat(100));
    }

    @Test
    void handsOverAndTakesBack() {
        var editor = people.person(tenant, Role.EDITOR);
        var today = LocalDate.now(ZoneOffset.UTC).toString();
        var page = "/approvals/handovers";
        assertThat(browser.open(page)).hasStatusOk().bodyText().contains("First day");

        assertThat(browser.send(page, "to", "nobody@example.org", "from", today, "until", today))
                .hasStatus(422)
                .bodyText()
                .contains("to: must be the e-mail address", "value=\"nobody@example.org\"");
        assertThat(browser.send(page, "to", editor.email(), "from", today, "until", today))
                .hasStatus(303);
        var theirs = browserOf(editor);
        assertThat(theirs.open(page))
                .bodyText()
                .contains("For whom you decide", owner.email(), "Give back")
                .doesNotContain("Take back");
        var id =
                ConsoleBrowser.body(browser.open(page))
                        .replaceAll("(?s).*/approvals/handovers/([0-9a-f-]{36})/end.*", "$1");

        var others = browserOf(people.person(tenant, Role.TENANT_OWNER));
        assertThat(others.send(page + "/" + id + "/end")).hasStatus(404);
        assertThat(browser.send(page + "/" + id + "/end")).hasStatus(303);
        assertThat(theirs.open(page)).bodyText().doesNotContain("For whom you decide");
    }

    private static String newHash(MvcTestResult shown) {
        return ConsoleBrowser.body(shown)
                .replaceAll("(?s).*name=\"newHash\" value=\"([0-9a-f]{64})\".*", "$1");
    }

    private ApprovalId ask(String title) {
        return fixture.ask(owner.actor(), title);
    }

    private ConsoleBrowser browserOf(TestPeople.Person person) {
        var signedIn = new ConsoleBrowser(mvc);
        assertThat(signedIn.signIn(person.email(), TestPeople.PASSWORD)).hasStatus(303);
        return signedIn;
    }
}
