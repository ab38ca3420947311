package dev.baton.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.identity.AccountDirectory;
import dev.baton.identity.MemberList;
import dev.baton.identity.MembershipId;
import dev.baton.identity.KnownDevice;
import dev.baton.identity.SignInOrigin;
import dev.baton.identity.SignedInSessions;
import dev.baton.platform.web.BackgroundRequest;
import dev.baton.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What keeps a session alive, and what does not. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class SessionUseTests {

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired AccountDirectory directory;
    @Autowired MemberList members;
    @Autowired FindByIndexNameSessionRepository<? extends Session> sessions;

    private ConsoleBrowser browser;
    private TestPeople.Person ana;

    @BeforeEach
    void signIn() {
        ana = people.person(people.tenant().id(), Role.TENANT_OWNER);
        browser = new ConsoleBrowser(mvc);
        browser.signIn(ana.email(), TestPeople.PASSWORD);
    }

    @Test
    void whatAPageAsksByItselfIsNoUse() {
        var before = unusedFor(sessions, Duration.ofMinutes(30));

        var answer =
                browser.ask(
                        HttpMethod.GET,
                        "/profile",
                        Map.of(BackgroundRequest.HEADER, "live"),
                        Map.of());

        assertThat(answer).hasStatusOk();
        assertThat(used()).isEqualTo(before);
    }

    /** Else two first requests at one moment would both write it for the first time. */
    @Test
    void isUsedFromTheBeginning() {
        var bo = people.person(ana.tenant(), Role.VIEWER);
        var door = new ConsoleBrowser(mvc);
        door.open("/login");
        door.send("/login", "email", bo.email(), "password", TestPeople.PASSWORD);

        assertThat(sessions.findByPrincipalName(bo.id().toString()).values())
                .singleElement()
                .extracting(it -> it.<String>getAttribute(SignedInSessions.USED))
                .isNotNull();
    }

    @Test
    void nobodyIsSeenByWhatAPageAsksByItself() {
        var bo = people.person(ana.tenant(), Role.VIEWER);
        var door = new ConsoleBrowser(mvc);
        door.open("/login");
        door.send("/login", "email", bo.email(), "password", TestPeople.PASSWORD);

        door.ask(HttpMethod.GET, "/profile", Map.of(BackgroundRequest.HEADER, "live"), Map.of());
        assertThat(members.find(new MembershipId(bo.tenant(), bo.id()), ana.actor()).orElseThrow().lastSeenAt()).isNull();

        door.open("/profile");
        assertThat(members.find(new MembershipId(bo.tenant(), bo.id()), ana.actor()).orElseThrow().lastSeenAt())
                .isNotNull();
    }

    @Test
    void whatAPersonAsksIsUse() {
        var before = unusedFor(sessions, Duration.ofMinutes(30));

        assertThat(browser.send("/session/use")).hasStatus(204);

        assertThat(Instant.parse(used())).isAfter(Instant.parse(before).plusSeconds(1_000));
    }

    @Test
    void endsUnusedHoweverOftenItsPageAsks() {
        unusedFor(sessions, Duration.ofMinutes(61));

        var answer =
                browser.ask(
                        HttpMethod.GET,
                        "/profile",
                        Map.of(BackgroundRequest.HEADER, "live"),
                        Map.of());

        assertThat(answer).hasStatus(302).hasRedirectedUrl("/login?ended&back=%2Fprofile");
    }

    /** It may begin while the password is being replaced, and so escape whoever ends the sessions. */
    @Test
    void isNobodysOnceThePasswordItBeganWithIsNoLongerGood() {
        var id = sessions.findByPrincipalName(ana.id().toString()).keySet().iterator().next();
        directory.changePassword(
                TestPeople.PASSWORD,
                "a quite different sentence",
                new SignInOrigin("10.2.0.1", KnownDevice.NONE),
                id,
                ana.actor());

        assertThat(browser.open("/profile")).hasStatus(302);
    }

    @Test
    void outlivesAPasswordThatIsChangedInIt() {
        browser.open("/profile/password");
        browser.send(
                "/profile/password",
                "current",
                TestPeople.PASSWORD,
                "password",
                "a quite different sentence");

        assertThat(browser.open("/profile")).hasStatusOk();
    }

    /** A page that keeps up by itself may be faster than the browser that follows a redirect. */
    @Test
    void aMessageWaitsForThePersonWhateverThePageAsks() {
        var message = "select at least one row first";
        browser.send("/agents/bulk", "action", "disable");

        var asked =
                browser.ask(
                        HttpMethod.GET,
                        "/agents",
                        Map.of(BackgroundRequest.HEADER, "live"),
                        Map.of());

        assertThat(ConsoleBrowser.body(asked)).doesNotContain(message);
        assertThat(ConsoleBrowser.body(browser.open("/agents"))).contains(message);
    }

    private <S extends Session> String unusedFor(
            FindByIndexNameSessionRepository<S> repository, Duration time) {
        var session =
                repository.findByPrincipalName(ana.id().toString()).values().iterator().next();
        var used = Instant.parse(session.getRequiredAttribute(SignedInSessions.USED)).minus(time);
        session.setAttribute(SignedInSessions.USED, used.toString());
        repository.save(session);
        return used.toString();
    }

    private String used() {
        return sessions.findByPrincipalName(ana.id().toString())
                .values()
                .iterator()
                .next()
                .getRequiredAttribute(SignedInSessions.USED);
    }
}
