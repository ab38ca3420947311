package dev.baton.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The headers that every answer carries. */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ResponseHeadersTests {

    private final MockMvcTester mvc;

    @Autowired
    ResponseHeadersTests(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/users",
                "/invitations/none",
                "/assets/css/base.css",
                "/assets/none.css",
                "/api/v1/none",
                "/v1/none",
                "/nowhere;x=1",
                "/%2e%2e/secret"
            })
    void areOnEveryAnswer(String path) {
        var answer = new ConsoleBrowser(mvc).open(path);

        assertThat(answer)
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("X-Frame-Options", "DENY")
                .hasHeader("Referrer-Policy", "same-origin")
                .containsHeader("Permissions-Policy")
                .containsHeader("Content-Security-Policy")
                .doesNotContainHeader("Strict-Transport-Security");
        for (var name : answer.getResponse().getHeaderNames()) {
            if (!name.equals("Vary") && !name.equals("Set-Cookie")) {
                assertThat(answer.getResponse().getHeaders(name)).as(name).hasSize(1);
            }
        }
    }

    @Test
    void holdBrowsersToHttpsOnceTheyCameByIt() {
        assertThat(mvc.get().uri("https://localhost/login").exchange())
                .hasHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }

    @Test
    void bindTheTokenToTheHostOverHttps() {
        var cookie =
                mvc.get()
                        .uri("https://localhost/login")
                        .exchange()
                        .getResponse()
                        .getCookie("__Host-baton_csrf");

        assertThat(cookie).isNotNull();
        assertThat(cookie.getSecure()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/");
    }
}
