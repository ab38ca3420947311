package dev.baton.state.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestPeople;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Programs of tenants that call the API of state. */
@Component
class StateCallers {

    private final TestPeople people;
    private final ApiKeys keys;

    StateCallers(TestPeople people, ApiKeys keys) {
        this.people = people;
        this.keys = keys;
    }

    /** One of a tenant of its own, who may read and write state. */
    Caller caller(MockMvcTester mvc) {
        return caller(mvc, people.tenant().id(), Permission.STATE_READ, Permission.STATE_WRITE);
    }

    Caller caller(MockMvcTester mvc, TenantId tenant, Permission... scopes) {
        return new Caller(mvc, tenant, key(tenant, scopes));
    }

    String key(TenantId of, Permission... scopes) {
        var wire = Arrays.stream(scopes).map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(of, new NewKey("Key", wire, null, null), TestPeople.operator(of)).token();
    }

    record Caller(MockMvcTester mvc, TenantId tenant, String token) {

        /**
         * @param headers names and values in turn
         */
        MvcTestResult call(String method, String path, String body, String... headers) {
            var request =
                    mvc.method(HttpMethod.valueOf(method))
                            .uri(path)
                            .header("Authorization", "Bearer " + token);
            if (!body.isEmpty()) {
                request.contentType("application/json").content(body.replace('\'', '"'));
            }
            for (var header = 0; header < headers.length; header += 2) {
                request.header(headers[header], headers[header + 1]);
            }
            return request.exchange();
        }

        MvcTestResult get(String path, String... headers) {
            return call("GET", path, "", headers);
        }

        JsonNode json(MvcTestResult result, int status) {
            assertThat(result).hasStatus(status);
            return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
        }

        String code(MvcTestResult result, int status) {
            return json(result, status).path("code").asString();
        }
    }
}
