package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Pattern;

class ContentSecurityPolicyTests {

    private static final Pattern NONCE =
            Pattern.compile("script-src 'nonce-([^']+)' 'strict-dynamic'");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/styleguide",
                "/no-such-page",
                "/styleguide/error/500",
                "/styleguide/error/429",
                "/assets/css/tokens.css"
            })
    void standsOnEveryAnswer(String path) {
        assertThat(policy(RunningFrame.get(path)))
                .containsPattern(NONCE)
                .contains(
                        "object-src 'none'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'",
                        "form-action 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void hasANonceOfItsOwnThatTheScriptsOfThePageCarry() {
        var first = RunningFrame.get("/styleguide");
        var second = RunningFrame.get("/styleguide");

        assertThat(nonce(first)).isNotEqualTo(nonce(second));
        assertThat(Base64.getUrlDecoder().decode(nonce(first))).hasSize(16);
        assertThat(first.body()).contains("nonce=\"%s\"".formatted(nonce(first)));
    }

    @Test
    void keepsTheNonceWhenAnErrorPageIsDrawn() {
        var answer = RunningFrame.get("/no-such-page");

        assertThat(answer.body()).contains("nonce=\"%s\"".formatted(nonce(answer)));
    }

    private static String nonce(HttpResponse<String> answer) {
        var match = NONCE.matcher(policy(answer));
        assertThat(match.find()).isTrue();
        return match.group(1);
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("");
    }
}
