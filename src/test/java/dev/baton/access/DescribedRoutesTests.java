package dev.baton.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.identity.key.ApiKeys;
import dev.baton.tenant.Requires;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What integrators read: every route of the API, and Swagger UI to try it. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class DescribedRoutesTests {

    @Autowired MockMvcTester mvc;
    @Autowired ListableBeanFactory beans;

    @Test
    void describesEveryRouteOfTheApiAndNoOther() {
        var routes =
                Routes.of(beans).stream()
                        .filter(Route::isOurs)
                        .filter(DescribedRoutesTests::isForPrograms)
                        .map(Route::toString)
                        .collect(Collectors.toCollection(TreeSet::new));

        var described = new TreeSet<String>();
        for (var path : description().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }

        assertThat(described).isEqualTo(routes);
    }

    /** A scope that opens nothing would be a promise. */
    @Test
    void offersKeysJustTheScopesThatOpenSomething() {
        var opening =
                Routes.of(beans).stream()
                        .filter(Route::isOurs)
                        .filter(Route::isApi)
                        .map(route -> route.handler().getMethodAnnotation(Requires.class))
                        .filter(Objects::nonNull)
                        .map(Requires::value)
                        .collect(Collectors.toSet());

        assertThat(ApiKeys.SCOPES).isEqualTo(opening);
    }

    @Test
    void saysOfEachOperationWhatItDoesUnderANameOfItsOwn() {
        var description = description();

        assertThat(description.path("openapi").asString()).startsWith("3.1");
        var names = new TreeSet<String>();
        for (var path : description.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var value = operation.getValue();
                var name = operation.getKey() + " " + path.getKey();
                assertThat(value.path("summary").asString("")).as(name).isNotBlank();
                assertThat(names.add(value.path("operationId").asString(""))).as(name).isTrue();
                assertThat(value.path("tags").isEmpty()).as(name).isFalse();
            }
        }
    }

    @Test
    void showsSwaggerUiUnderAPolicyOfItsOwn() {
        var visitor = new ConsoleBrowser(mvc);
        var first = visitor.open("/swagger-ui").getResponse();
        assertThat(first.getStatus()).isEqualTo(302);
        var page = visitor.open(String.valueOf(first.getRedirectedUrl())).getResponse();

        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getHeader("Content-Security-Policy"))
                .contains("script-src 'self';", "style-src 'self' 'unsafe-inline'")
                .doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(visitor.open("/login").getResponse().getHeader("Content-Security-Policy"))
                .doesNotContain("unsafe");
    }

    private static boolean isForPrograms(Route route) {
        return route.isApi()
                || route.pattern().equals("/health")
                || route.pattern().startsWith("/hooks/")
                || route.pattern().startsWith("/.well-known/");
    }

    private JsonNode description() {
        var answer = new ConsoleBrowser(mvc).with("Accept", "*/*").open("/v3/api-docs");
        assertThat(answer).hasStatusOk();
        return new JsonMapper().readTree(ConsoleBrowser.body(answer));
    }
}
