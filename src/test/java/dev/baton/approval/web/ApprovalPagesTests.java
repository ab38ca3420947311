package dev.baton.approval.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.approval.ApprovalFixture;
import dev.baton.approval.ApprovalId;
import dev.baton.approval.ApprovalStatus;
import dev.baton.approval.Approvals;
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

/** How people find what waits for them, and decide. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ApprovalPagesTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private ApprovalFixture fixture;
    @Autowired private Approvals approvals;
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

    private ApprovalId ask(String title) {
        return fixture.ask(owner.actor(), title);
    }

    private ConsoleBrowser browserOf(TestPeople.Person person) {
        var signedIn = new ConsoleBrowser(mvc);
        assertThat(signedIn.signIn(person.email(), TestPeople.PASSWORD)).hasStatus(303);
        return signedIn;
    }
}
