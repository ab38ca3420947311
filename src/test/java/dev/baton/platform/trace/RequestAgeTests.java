package dev.baton.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class RequestAgeTests {

    private static final Duration AGE = Duration.ofMinutes(3);

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @AfterEach
    void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void leavesOutWhatTheCallerTook() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        RequestAge.begin(request, System.nanoTime() - AGE.toNanos());
        assertThat(RequestAge.now()).isBetween(AGE, AGE.plusMinutes(1));

        RequestAge.leaveOut(request, Duration.ofMinutes(2).toNanos());

        assertThat(RequestAge.now()).isBetween(AGE.minusMinutes(2), AGE.minusMinutes(1));
    }

    @Test
    void isZeroBesideRequests() {
        assertThat(RequestAge.now()).isZero();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        assertThat(RequestAge.now()).isZero();
    }
}
