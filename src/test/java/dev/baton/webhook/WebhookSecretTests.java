package dev.baton.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTests {

    @Test
    void signsAsTheStandardsOwnExample() {
        var secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var signature =
                secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}".getBytes());

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void isLongAndOfOneEndpointOnly() {
        var secret = WebhookSecret.random().text();

        assertThat(secret).startsWith("whsec_").isNotEqualTo(WebhookSecret.random().text());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    @Test
    void doesNotSayItself() {
        assertThat(new WebhookSecret("whsec_c2VjcmV0").toString()).doesNotContain("c2Vj");
        assertThat(new EndpointHeader("X-Key", "s3cret", true).toString()).doesNotContain("s3cret");
    }
}
