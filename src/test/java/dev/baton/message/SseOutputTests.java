package dev.baton.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class SseOutputTests {

    private static final byte[] ONE = SseOutput.encode(null, "one");
    private static final byte[] TWO = SseOutput.encode(null, "two");

    @Test
    void keepsWhatIsToBeGivenAgain() throws IOException {
        try (var out = new SseOutput(new MockHttpServletResponse(), () -> {}, true)) {
            out.write(ONE);

            assertThat(out.whole(TWO))
                    .hasValueSatisfying(
                            whole ->
                                    assertThat(whole)
                                            .asString()
                                            .isEqualTo("data: one\n\ndata: two\n\n"));
        }
    }

    @Test
    void keepsNothingThatNobodyWillAskForAgain() throws IOException {
        try (var out = new SseOutput(new MockHttpServletResponse(), () -> {}, false)) {
            out.write(ONE);

            assertThat(out.whole(TWO)).isEmpty();
        }
    }

    @Test
    void keepsNoPartOfWhatIsTooLarge() throws IOException {
        try (var out = new SseOutput(new MockHttpServletResponse(), () -> {}, true)) {
            out.write(new byte[SseOutput.MAX_KEPT + 1]);
            out.write(ONE);

            assertThat(out.whole(TWO)).isEmpty();
        }
    }
}
