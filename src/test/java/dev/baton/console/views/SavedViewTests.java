package dev.baton.console.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.tenant.Actor;
import dev.baton.tenant.PermissionDenied;
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

@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SavedViewTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired SavedViews views;

    private TestPeople.Person ana;
    private TestPeople.Person bo;

    @BeforeEach
    void meet() {
        var tenant = people.tenant().id();
        ana = people.person(tenant, Role.EDITOR);
        bo = people.person(tenant, Role.VIEWER);
    }

    @Test
    void leadsBackToWhatTheListShowed() {
        var browser = browser(ana);
        browser.open("/messages?status=failed&columns=asked,status");

        assertThat(
                        browser.send(
                                "/views",
                                "page", "/messages",
                                "query", "status=failed&columns=asked,status",
                                "name", "Broken ones"))
                .hasStatus(303)
                .hasRedirectedUrl("/messages?status=failed&columns=asked,status");

        assertThat(browser.open("/messages?status=failed&columns=asked,status"))
                .bodyText()
                .contains("View Broken ones is saved.")
                .contains("href=\"/messages?status=failed&amp;columns=asked,status\"");
        assertThat(browser.open("/agents?q=a")).bodyText().doesNotContain("Broken ones");
    }

    @Test
    void isOnesOwnUntilItIsShared() {
        var id = views.save(view("Quiet"), ana.actor());
        assertThat(views.of("/agents", bo.actor())).isEmpty();

        views.share(id, true, ana.actor());
        assertThat(views.of("/agents", bo.actor()))
                .singleElement()
                .satisfies(
                        view -> {
                            assertThat(view.name()).isEqualTo("Quiet");
                            assertThat(view.by()).isEqualTo("Ana editor");
                        });
        assertThat(browser(bo).open("/agents?q=b"))
                .bodyText()
                .contains("Shared in this tenant", "Quiet", "Ana editor");

        views.share(id, false, ana.actor());
        assertThat(views.of("/agents", bo.actor())).isEmpty();
    }

    @Test
    void isSharedAndDeletedByItsOwner() {
        var id = views.save(new NewView("/agents", "Shared", "q=a", true), ana.actor());

        assertThatThrownBy(() -> views.share(id, false, bo.actor()))
                .isInstanceOf(ViewNotFound.class);
        assertThatThrownBy(() -> views.delete(id, bo.actor()))
                .isInstanceOf(PermissionDenied.class);

        views.delete(id, ana.actor());
        assertThat(views.of("/agents", ana.actor())).isEmpty();
    }

    @Test
    void isClearedAwayByWhoMayChangeTheTenantOnlyWhileItIsShared() {
        var admin = people.person(ana.tenant(), Role.TENANT_ADMIN).actor();
        var shared = views.save(new NewView("/agents", "Shared", "q=a", true), ana.actor());
        var quiet = views.save(view("Quiet"), ana.actor());

        views.delete(shared, admin);
        assertThatThrownBy(() -> views.delete(quiet, admin)).isInstanceOf(ViewNotFound.class);

        assertThat(views.of("/agents", ana.actor())).extracting(SavedView::name).containsExactly("Quiet");
    }

    @Test
    void staysInItsTenant() {
        var id = views.save(new NewView("/agents", "Shared", "q=a", true), ana.actor());
        var elsewhere = people.tenant().id();
        var stranger = people.person(elsewhere, Role.TENANT_OWNER).actor();
        var sameElsewhere =
                Actor.account(
                        elsewhere, ana.id().value(), ana.email(), Role.TENANT_OWNER.permissions());

        assertThat(views.of("/agents", stranger)).isEmpty();
        assertThat(views.of("/agents", sameElsewhere)).isEmpty();
        assertThatThrownBy(() -> views.delete(id, stranger)).isInstanceOf(ViewNotFound.class);
        assertThatThrownBy(() -> views.share(id, false, sameElsewhere))
                .isInstanceOf(ViewNotFound.class);
        assertThat(views.of("/agents", bo.actor())).hasSize(1);
    }

    @Test
    void takesThePlaceOfTheOneWithItsName() {
        var first = views.save(view("Mine"), ana.actor());
        var second = views.save(new NewView("/agents", " Mine ", "kind=echo", true), ana.actor());

        assertThat(second).isEqualTo(first);
        assertThat(views.of("/agents", ana.actor()))
                .singleElement()
                .satisfies(view -> assertThat(view.href()).isEqualTo("/agents?kind=echo"));
    }

    @Test
    void areFiftyAtMostForEachPerson() {
        for (var at = 0; at < SavedViews.MOST; at++) {
            views.save(view("View " + at), ana.actor());
        }

        assertThatThrownBy(() -> views.save(view("One more"), ana.actor()))
                .isInstanceOf(TooManyViews.class);
        views.save(view("View 7"), ana.actor());
        views.save(view("Mine"), bo.actor());
    }

    @ParameterizedTest
    @CsvSource({
        "/agents, '', q=a",
        "/agents, '   ', q=a",
        "/agents, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, q=a",
        "//elsewhere.example, Mine, q=a",
        "/profile, Mine, q=a",
        "/agents, Mine, 'q=a b'",
        "/agents, Mine, q=\"><script>",
        "/agents, Mine, q=a#b",
        "/agents, Mine, q=a&all=true",
        "/agents, Mine, %61ll=true"
    })
    void areOfListsAndHaveAName(String page, String name, String query) {
        var browser = browser(ana);

        assertThat(browser.send("/views", "page", page, "name", name, "query", query))
                .hasStatus(422);
        assertThat(views.of("/agents", ana.actor())).isEmpty();
    }

    @Test
    void leadsNowhereElse() {
        var browser = browser(ana);
        var id = views.save(view("Mine"), ana.actor());

        assertThat(
                        browser.send(
                                "/views/" + id + "/deletion",
                                "page", "//elsewhere.example", "query", ""))
                .hasStatus(303)
                .hasRedirectedUrl("/");
    }

    private ConsoleBrowser browser(TestPeople.Person person) {
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(person.email(), TestPeople.PASSWORD);
        return browser;
    }

    private static NewView view(String name) {
        return new NewView("/agents", name, "q=a", false);
    }
}
