package dev.baton.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import com.microsoft.playwright.options.WaitForSelectorState;

import dev.baton.BesideOthers;
import dev.baton.TestPeople;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.approval.ApprovalFixture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a list can do in a browser: columns, saved views, rows picked, and all of it by keys. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Tag("database")
@BesideOthers
class ListPathTests {

    @LocalServerPort int port;
    @Autowired Workshop workshop;
    @Autowired AgentRegistry agents;
    @Autowired ApprovalFixture approvals;

    private TestPeople.Person owner;
    private Window window;
    private Page page;

    @BeforeEach
    void open() {
        owner = workshop.owner();
        for (var name : new String[] {"alpha", "beta", "delta", "gamma"}) {
            workshop.echo(owner, name);
        }
        window = new Window("http://localhost:" + port, Look.LIGHT).signIn(owner);
        page = window.page();
    }

    @AfterEach
    void close() {
        var complaints = window.complaints();
        window.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void anApprovalIsChosenAndDecidedByKeys() {
        approvals.ask(owner.actor(), "Refund 1 USD");
        approvals.ask(owner.actor(), "Refund 2 USD");
        window.open("/approvals");

        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        page.keyboard().press("a");
        page.waitForURL(Pattern.compile("/approvals/[0-9a-f-]{36}/decision\\?decision=approve"));
        assertThat(window.main().textContent()).contains("Refund 1 USD", "82000");
        assertThat(window.fits(Look.SMALL_PHONE)).isTrue();

        window.press("Approve");
        page.waitForURL(Pattern.compile("/approvals$"));
        page.keyboard().press("j");
        page.keyboard().press("r");
        page.waitForURL(Pattern.compile("decision=reject"));
        assertThat(window.main().textContent()).contains("Refund 2 USD");
    }

    @Test
    void theColumnsChosenStayInTheAddressWhateverElseChanges() {
        window.open("/agents?status=active");
        assertThat(head("Kind").isVisible()).isTrue();

        page.locator("#choose-columns summary").click();
        page.locator("#choose-columns input[value='kind']").uncheck();
        page.locator("#choose-columns button").click();
        page.waitForURL(Pattern.compile("columns="));
        head("Kind").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        assertThat(page.url()).contains("status=active").doesNotContain("columns=kind");
        assertThat(head("Status").isVisible()).isTrue();
        assertThat(page.evaluate("document.activeElement.parentElement.id"))
                .isEqualTo("choose-columns");

        page.locator("#filters [name='q']").fill("alph");
        page.waitForURL(Pattern.compile("q=alph"));
        assertThat(page.url()).contains("columns=");
        assertThat(head("Kind").isVisible()).isFalse();
        page.locator("#results details:has-text('Export') > summary").click();
        assertThat(page.locator("a[href^='/agents.json']").getAttribute("href"))
                .contains("columns=", "q=alph", "status=active");

        goBackTo(Pattern.compile("agents\\?status=active&columns="));
        assertThat(page.locator("#filters [name='q']").inputValue()).isEmpty();
        goBackTo(Pattern.compile("agents\\?status=active$"));
        head("Kind").waitFor();
    }

    @Test
    void theSearchFindsAsOneTypesAndLeadsFromAPastedId() {
        var agent = workshop.echo(owner, "omega");
        window.open("/search");
        page.locator("#search-again").pressSequentially("alph");
        page.locator("#found a:has-text('alpha')").waitFor();
        page.waitForURL(Pattern.compile("q=alph"));
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("search-again");

        page.locator("#search-again").fill(agent);
        page.waitForURL(Pattern.compile("/agents/" + agent));
    }

    @Test
    void aViewIsSavedOpenedAndDeleted() {
        window.open("/agents?sort=-name");
        page.locator("#saved-views summary").click();
        page.locator("#view-name").fill("Backwards");
        window.press("Save view");
        page.getByText("View Backwards is saved.").waitFor();

        window.open("/agents");
        page.locator("#saved-views summary").click();
        page.locator("#saved-views a:has-text('Backwards')").click();
        page.waitForURL(Pattern.compile("sort=-name"));

        page.locator("#saved-views summary").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete Backwards"))
                .click();
        page.getByText("The view is deleted.").waitFor();
        assertThat(page.locator("#saved-views a").count()).isZero();
    }

    @Test
    void aRangeOfRowsIsPickedWithShiftAndDisabled() {
        window.open("/agents?sort=name");
        assertThat(page.locator(".bulk-bar").isVisible()).isFalse();

        box(0).click();
        box(2).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(page.locator("[data-bulk-count]").textContent()).isEqualTo("Selected: 3");
        assertThat(box(1).isChecked()).isTrue();
        assertThat(page.evaluate("document.querySelector('[data-pick-all]').indeterminate"))
                .isEqualTo(true);

        window.press("Disable");
        page.getByText("Agents disabled: 3.").waitFor();
        assertThat(page.url()).contains("sort=name");

        page.locator("[data-pick-all]").check();
        assertThat(page.locator("[data-bulk-count]").textContent()).isEqualTo("Selected: 4");
        window.press("Clear selection");
        assertThat(page.locator(".bulk-bar").isVisible()).isFalse();
    }

    @Test
    void whatIsPickedStaysSoWhenThePageKeepsUp() {
        window.open("/agents?sort=name");
        connected();
        box(0).click();

        workshop.echo(owner, "omega");
        page.locator(".live-new button").waitFor();

        assertThat(page.locator(".bulk-bar").isVisible()).isTrue();
        assertThat(page.locator("[data-bulk-count]").textContent()).isEqualTo("Selected: 1");
    }

    @Test
    void whatWasNotDoneStaysToBeReadWhenThePageKeepsUp() {
        window.open("/agents?sort=name");
        connected();
        box(0).click();
        box(1).click();
        agents.delete(id(box(0)), owner.actor());
        window.press("Disable");
        page.getByText("Done: 1. Not done: 1.").waitFor();
        connected();

        workshop.echo(owner, "omega");
        page.locator(".live-new button").waitFor();

        assertThat(page.getByText("Done: 1. Not done: 1.").isVisible()).isTrue();
    }

    @Test
    void keysLeadThroughTheListAndOn() {
        window.open("/agents?sort=name");

        press("j", "j", "x", "k", "x");
        assertThat(page.locator("[data-bulk-count]").textContent()).isEqualTo("Selected: 2");
        assertThat(box(0).isChecked() && box(1).isChecked()).isTrue();
        press("Escape");
        assertThat(page.locator(".bulk-bar").isVisible()).isFalse();

        press("?");
        page.locator("#shortcuts[open]").waitFor();
        press("n");
        assertThat(page.url()).doesNotContain("/new");
        press("Escape");
        assertThat(page.locator("#shortcuts").isVisible()).isFalse();

        press("j", "Enter");
        page.waitForURL(Pattern.compile("/agents/[0-9a-f-]{36}"));
        press("e");
        page.waitForURL(Pattern.compile("/edit$"));
        press("g", "a");
        page.waitForURL(Pattern.compile("/agents$"));
        press("n");
        page.waitForURL(Pattern.compile("/agents/new$"));
    }

    @Test
    void keysDoNothingWhileOneTypesOrWantsNone() {
        window.open("/agents");
        press("/");
        page.keyboard().type("gan?x");
        assertThat(page.locator("#filters [name='q']").inputValue()).isEqualTo("gan?x");
        assertThat(page.locator("#shortcuts").isVisible()).isFalse();
        press("Escape");
        assertThat(page.locator("#filters [name='q']").inputValue()).isEqualTo("gan?x");

        window.open("/profile");
        page.waitForRequestFinished(
                new Page.WaitForRequestFinishedOptions()
                        .setPredicate(request -> request.method().equals("POST")),
                page.locator("main [data-preference='keyboard'] button[value='off']")::click);
        press("?");
        assertThat(page.locator("#shortcuts").isVisible()).isFalse();
        window.open("/agents");
        press("n", "?");
        assertThat(page.locator("#shortcuts").isVisible()).isFalse();
        assertThat(page.url()).endsWith("/agents");
    }

    @Test
    void theListIsAskedForFromAScript() {
        window.open("/agents?q=alph&status=active");
        page.locator("#results details:has-text('Export') > summary").click();
        page.locator("[popovertarget='script']").first().click();

        assertThat(page.locator("#script pre").textContent())
                .contains("/api/v1/agents?search=alph&status=active", "$BATON_API_KEY");
        assertThat(window.fits()).isTrue();
    }

    /** The page asks for itself again when its address has changed. */
    private void goBackTo(Pattern address) {
        page.waitForRequestFinished(
                new Page.WaitForRequestFinishedOptions()
                        .setPredicate(
                                request ->
                                        request.isNavigationRequest()
                                                && address.matcher(request.url()).find()),
                page::goBack);
        page.waitForLoadState();
    }

    private Locator head(String name) {
        return page.locator("#results thead th")
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    private Locator box(int row) {
        return page.locator("#results tbody .pick input").nth(row);
    }

    private AgentId id(Locator box) {
        return new AgentId(owner.tenant(), UUID.fromString(box.getAttribute("value")));
    }

    private void connected() {
        page.locator("#live [data-state='live']:not([hidden])").waitFor();
    }

    private void press(String... keys) {
        for (var key : keys) {
            page.keyboard().press(key);
        }
    }
}
