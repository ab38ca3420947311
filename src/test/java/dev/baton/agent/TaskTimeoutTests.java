package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.model.ProviderBench;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.time.Duration;

/** What the operator says a call may take, where nobody says anything about an agent. */
@Tag("database")
@SpringBootTest(properties = "TASK_TIMEOUT=47s")
@AutoConfigureMockMvc
class TaskTimeoutTests {

    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;
    @Autowired private ProviderBench bench;
    @Autowired private AgentRegistry registry;

    @Test
    void isTheTimeOfAnAgentThatIsCreatedWithoutOne() {
        var tenant = people.tenant().id();
        var key = bench.key(tenant, Permission.AGENTS_WRITE);

        assertThat(created(key, "{'name':'usual','kind':'echo'}")).isEqualTo(201);
        assertThat(created(key, "{'name':'own','kind':'echo','timeout_seconds':20}"))
                .isEqualTo(201);

        assertThat(registry.find(tenant, "usual").orElseThrow().timeout())
                .isEqualTo(Duration.ofSeconds(47));
        assertThat(registry.find(tenant, "own").orElseThrow().timeout())
                .isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void standsInTheFormOfANewAgent() {
        var admin = people.person(people.tenant().id(), Role.TENANT_ADMIN);
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(admin.email(), TestPeople.PASSWORD);

        assertThat(browser.open("/agents/new"))
                .hasStatusOk()
                .bodyText()
                .containsPattern("name=\"limits.timeout\"[^>]*value=\"47\"");
    }

    private int created(String key, String body) {
        return mvc.post()
                .uri("/api/v1/agents")
                .header("Authorization", "Bearer " + key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(AgentFixtures.json(body).toString())
                .exchange()
                .getResponse()
                .getStatus();
    }
}
