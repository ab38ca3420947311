package dev.baton.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.platform.Ids;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Walks every route as everybody. What a role may do stands in {@link Role}; each route says which
 * permission it needs; the answer must be what follows from the two.
 */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class RoleSweepTests {

    /** Routes of libraries, open to everybody, and what they show. */
    private static final Map<String, String> OF_LIBRARIES =
            Map.of(
                    "/v3/api-docs", "the API's description",
                    "/v3/api-docs.yaml", "the API's description",
                    "/v3/api-docs/swagger-config", "where Swagger UI finds the description",
                    "/swagger-ui", "leads to Swagger UI",
                    "/error", "draws error pages");

    /** Mappings that hold no methods, and what they serve. */
    private static final Map<String, String> MAPPINGS_WITHOUT_METHODS =
            Map.of(
                    "beanNameHandlerMapping", "nothing: no bean is named as a path",
                    "healthEndpointWebMvcHandlerMapping", "nothing: no health group has a path here",
                    "resourceHandlerMapping", "static files",
                    "routerFunctionMapping", "nothing: there are no router functions",
                    "welcomePageHandlerMapping", "nothing: there is no welcome page",
                    "welcomePageNotAcceptableHandlerMapping", "nothing: as above");

    @Autowired MockMvcTester mvc;
    @Autowired TestPeople people;
    @Autowired ApiKeys keys;
    @Autowired ListableBeanFactory beans;
    @Autowired Possessions possessions;

    private final List<String> wrong = new ArrayList<>();
    private List<Route> routes = List.of();

    @BeforeEach
    void findRoutes() {
        routes = Routes.of(beans).stream().filter(Route::isOurs).toList();
        assertThat(routes).hasSizeGreaterThan(80);
        possessions.lift(TenantId.PLATFORM);
    }

    @Test
    void everyRouteIsDecidedAbout() {
        var undecided =
                Routes.of(beans).stream()
                        .filter(
                                route ->
                                        route.isOurs()
                                                ? required(route) == null && open(route) == null
                                                : !OF_LIBRARIES.containsKey(route.pattern()))
                        .toList();

        assertThat(undecided).isEmpty();
        assertThat(Routes.others(beans)).isSubsetOf(MAPPINGS_WITHOUT_METHODS.keySet());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void letsARoleDoWhatItMayAndNothingElse(Role role) {
        var tenant =
                role == Role.PLATFORM_ADMIN ? TenantId.PLATFORM : people.tenant().id();
        var person = people.person(tenant, role);
        var browser = new ConsoleBrowser(mvc);
        assertThat(browser.signIn(person.email(), TestPeople.PASSWORD)).hasStatus(303);

        for (var route : pages()) {
            var answer = browser.ask(route.method(), path(route), route.headers(), Map.of());
            var allowed = open(route) != null || role.permissions().contains(required(route));
            judge(route, answer.getResponse(), allowed, 403);
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void letsVisitorsSeeOnlyWhatIsOpen() {
        var browser = new ConsoleBrowser(mvc);
        browser.open("/login");

        for (var route : pages()) {
            var answer =
                    browser.ask(route.method(), path(route), route.headers(), Map.of())
                            .getResponse();
            if (open(route) == OpenTo.Audience.EVERYBODY) {
                judge(route, answer, true, 0);
            } else if (!leadsToTheSignIn(answer) && answer.getStatus() != 401) {
                wrong.add(route + " let a visitor in: " + answer.getStatus());
            }
        }
        for (var route : api()) {
            judge(route, call(route, null), false, 401);
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void takesNoSessionForAKey() {
        var tenant = people.tenant().id();
        var browser = new ConsoleBrowser(mvc);
        browser.signIn(people.person(tenant, Role.TENANT_OWNER).email(), TestPeople.PASSWORD);

        for (var route : api()) {
            var answer = browser.ask(route.method(), path(route), route.headers(), Map.of());
            judge(route, answer.getResponse(), false, 401);
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void takesNoKeyForASession() {
        var key = key(EnumSet.allOf(Permission.class));

        for (var route : pages()) {
            if (open(route) != OpenTo.Audience.EVERYBODY) {
                var answer = call(route, key);
                if (!leadsToTheSignIn(answer) && !Set.of(401, 403).contains(answer.getStatus())) {
                    wrong.add(route + " took a key: " + answer.getStatus());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void letsAKeyDoWhatItsScopeSaysAndNothingElse(Permission scope) {
        var only = key(EnumSet.of(scope));
        var allOthers = key(EnumSet.complementOf(EnumSet.of(scope)));

        for (var route : api()) {
            var needed = required(route);
            if (needed == scope) {
                judge(route, call(route, only), true, 0);
                judge(route, call(route, allOthers), false, 403);
            } else if (needed != null) {
                judge(route, call(route, only), false, 403);
            } else {
                judge(route, call(route, only), true, 0);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private void judge(
            Route route, MockHttpServletResponse answer, boolean allowed, int refusal) {
        var status = answer.getStatus();
        var refused =
                (status == 401 && !route.toString().equals("POST /login"))
                        || status == 403
                        || leadsToTheSignIn(answer);
        if (status >= 500 || status == 429) {
            wrong.add(route + " failed: " + status + " " + excerpt(answer));
        } else if (allowed && refused) {
            wrong.add(route + " refused whom it should let in: " + status);
        } else if (!allowed && status != refusal) {
            wrong.add(route + " let in whom it should refuse: " + status);
        }
    }

    private static String excerpt(MockHttpServletResponse answer) {
        var body = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        return body.substring(0, Math.min(300, body.length()));
    }

    private static boolean leadsToTheSignIn(MockHttpServletResponse answer) {
        var location = answer.getRedirectedUrl();
        return location != null && location.startsWith("/login");
    }

    private MockHttpServletResponse call(Route route, @Nullable String key) {
        var request = mvc.method(route.method()).uri(URI.create(path(route)));
        route.headers().forEach(request::header);
        if (route.isApi() && route.method() != HttpMethod.GET) {
            request.contentType(MediaType.APPLICATION_JSON).content("{}");
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.asyncExchange().getResponse();
    }

    /** Ids that nothing has; what a route does with them is not the question here. */
    private static String path(Route route) {
        return route.path(
                variable ->
                        switch (variable) {
                            case "status" -> "404";
                            case "number" -> "1";
                            case "name" -> "theme";
                            case "token" -> "none";
                            default ->
                                    route.pattern().startsWith("/traces/")
                                            ? "0af7651916cd43dd8448eb211c80319c"
                                            : Ids.next().toString();
                        });
    }

    private List<Route> pages() {
        return routes.stream().filter(route -> !route.isApi()).toList();
    }

    private List<Route> api() {
        return routes.stream().filter(Route::isApi).toList();
    }

    private String key(Set<Permission> scopes) {
        var wire = scopes.stream().map(Permission::wire).collect(Collectors.toSet());
        return keys.issue(
                        TenantId.PLATFORM,
                        new NewKey("Sweep", wire, null, null),
                        TestPeople.operator(TenantId.PLATFORM))
                .token();
    }

    private static @Nullable Permission required(Route route) {
        var requires = route.handler().getMethodAnnotation(Requires.class);
        return requires == null ? null : requires.value();
    }

    private static OpenTo.@Nullable Audience open(Route route) {
        return Stream.ofNullable(route.handler().getMethodAnnotation(OpenTo.class))
                .map(OpenTo::value)
                .findFirst()
                .orElse(null);
    }
}
