package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.tenant.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A tenant whose texts of a day are kept to the last byte goes on, but leaves no more of them. */
@ServerTest
class KeptTextsTests {

    private static final String ASK = "{'agent':'echo','input':'a secret word'}";
    private static final String KEY = "Idempotency-Key";

    @Autowired private MessageFixture fixture;
    @Autowired private KeptTexts texts;
    @Autowired private MessageInbox inbox;
    @Autowired private MockMvcTester mvc;
    @Autowired private TestPeople people;

    private Caller caller;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
    }

    @Test
    void keepsTheMessageAndWhatItCostWithoutItsTexts() {
        texts.count(caller.tenant(), texts.most());

        var answer = caller.client().ask(ASK);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("a secret word");
        var message = inbox.ofTrace(caller.tenant(), answer.trace(), 1).getFirst();
        var kept = inbox.get(caller.tenant(), message.id());
        assertThat(kept.request()).contains("not_kept_characters").doesNotContain("secret");
        assertThat(kept.answer()).contains("not_kept_characters").doesNotContain("secret");
        assertThat(kept.decision()).isNotNull();
        assertThat(fixture.usage(caller.tenant(), answer.trace())).hasSize(1);
        var shown = caller.client().get("/api/v1/messages/" + kept.id()).json();
        assertThat(shown.path("status").asString()).isEqualTo("completed");
        assertThat(shown.has("output")).isFalse();
        assertThat(shown.path("kept").asBoolean(true)).isFalse();
        var viewer = new ConsoleBrowser(mvc);
        viewer.signIn(
                people.person(caller.tenant(), Role.VIEWER).email(), TestPeople.PASSWORD);
        assertThat(viewer.open("/messages/" + kept.id()))
                .hasStatusOk()
                .bodyText()
                .contains("Not all of the text was kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "größe", "ทดสอบ", "€", "😀 both halves"})
    void measuresTextsAsTheyAreStored(String text) {
        assertThat(KeptTexts.bytes(text, "more"))
                .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length + 4);
    }

    @Test
    void countsWhatIsKept() {
        texts.count(caller.tenant(), texts.most() - 1_000);
        var word = "x".repeat(600);

        var first = caller.client().ask("{'agent':'echo','input':'" + word.substring(300) + "'}");
        var second = caller.client().ask("{'agent':'echo','input':'" + word + "'}");

        assertThat(request(first.trace())).contains("xxx");
        assertThat(request(second.trace())).doesNotContain("xxx");
    }

    @Test
    void refusesWhatIsNothingWithoutBeingKept() {
        var first = caller.client().ask(ASK, KEY, "before");
        texts.count(caller.tenant(), texts.most());

        var keyed = caller.client().ask(ASK, KEY, "after");

        assertThat(keyed.status()).isEqualTo(429);
        assertThat(keyed.json().path("code").asString()).isEqualTo("kept_text_exhausted");
        assertThat(Long.parseLong(keyed.header("Retry-After")))
                .isBetween(1L, Duration.ofDays(1).toSeconds());
        assertThat(caller.client().ask(ASK, "Prefer", "respond-async").status()).isEqualTo(429);
        assertThat(caller.client().ask(ASK, KEY, "before").text()).isEqualTo(first.text());
        assertThat(caller.client().ask(ASK, KEY, "after").status()).isEqualTo(429);
        assertThat(fixture.caller().client().ask(ASK, KEY, "after").status()).isEqualTo(200);
    }

    private String request(String trace) {
        var message = inbox.ofTrace(caller.tenant(), trace, 1).getFirst();
        return inbox.get(caller.tenant(), message.id()).request();
    }
}
