package dev.baton.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

class PanelTests {

    @Test
    void failsAloneAndWithWhatIsMadeOfIt() {
        var slow =
                Panel.<Integer>of(
                        () -> {
                            throw new QueryTimeoutException("Too slow");
                        });

        assertThat(slow.isFailed()).isTrue();
        assertThat(slow.then(it -> it + 1).isFailed()).isTrue();
        assertThat(slow.orElse(7)).isEqualTo(7);
        assertThat(Panel.of(() -> 1).then(it -> it + 1).content()).isEqualTo(2);
    }

    @Test
    void leavesADatabaseThatIsAwayToThePage() {
        assertThatThrownBy(
                        () ->
                                Panel.of(
                                        () -> {
                                            throw new CannotCreateTransactionException("Away");
                                        }))
                .isInstanceOf(CannotCreateTransactionException.class);
    }
}
