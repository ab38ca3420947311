package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.model.Timeouts;
import dev.baton.tenant.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ServerTest
class TrialStreamTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private MessageFixture fixture;

    /** A provider may repeat a name in its JSON; for callers that is an error. */
    @Test
    void showsWhateverAProviderMayWrite() throws Exception {
        var caller = fixture.caller();
        try (var provider =
                new ScriptedProvider(
                        line ->
                                line.stream()
                                        .data(
                                                "{\"x\":1,\"x\":2,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"fine words\"},\"finish_reason\":null}]}")
                                        .finish()
                                        .usage(5, 1)
                                        .done())) {
            var agent =
                    fixture.remote(caller.tenant(), "remote", provider.url(), Timeouts.DEFAULT);
            var browser = new ConsoleBrowser(mvc);
            var admin = people.person(caller.tenant(), Role.TENANT_ADMIN);
            browser.signIn(admin.email(), TestPeople.PASSWORD);

            var trial =
                    browser.ask(
                            HttpMethod.POST,
                            "/agents/" + agent.id().value() + "/trial",
                            Map.of("Accept", "text/event-stream"),
                            Map.of("input", "hello"));

            assertThat(ConsoleBrowser.body(trial))
                    .contains("fine words", "event: done")
                    .doesNotContain("event: failed");
        }
    }
}
