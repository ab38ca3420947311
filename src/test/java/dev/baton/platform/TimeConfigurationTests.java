package dev.baton.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeConfigurationTests {

    @Test
    void aClockThatIsSetBackStopsNoLimit() {
        assertThat(new TimeConfiguration().timeMeter().isWallClockBased()).isFalse();
    }
}
