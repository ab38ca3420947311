package dev.baton.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.platform.log.LogFacts;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import java.util.Map;

class TraceFilterTests {

    private static final String CALLERS = "0af7651916cd43dd8448eb211c80319c";

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void continuesTheCallersTraceInLogsAndTheResponse() throws Exception {
        request.addHeader("traceparent", "00-" + CALLERS + "-b7ad6b7169203331-01");

        var facts = factsDuringRequest();

        assertThat(facts)
                .containsEntry("trace_id", CALLERS)
                .containsEntry(LogFacts.CORRELATION, CALLERS);
        assertThat(response.getHeader("X-Trace-Id")).isEqualTo(CALLERS);
    }

    @Test
    void callsTheRequestWhatItsCallerCallsIt() throws Exception {
        request.addHeader("X-Correlation-Id", "order-4711");

        assertThat(factsDuringRequest()).containsEntry(LogFacts.CORRELATION, "order-4711");
        assertThat(response.getHeader("X-Correlation-Id")).isEqualTo("order-4711");
    }

    @Test
    void letsNobodyWriteLogLinesOfTheirOwn() throws Exception {
        request.addHeader("X-Correlation-Id", "a\n2026-11-25 ERROR all is lost");

        assertThat(factsDuringRequest().get(LogFacts.CORRELATION)).matches("[0-9a-f]{32}");
    }

    @Test
    void leavesNothingToTheNextRequestOfItsThread() throws Exception {
        factsDuringRequest();
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                new TraceFilter()
                                        .doFilter(
                                                new MockHttpServletRequest(),
                                                response,
                                                (_, _) -> {
                                                    MDC.put(LogFacts.TENANT, "somebody");
                                                    throw new IllegalStateException();
                                                }));
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    private Map<String, String> factsDuringRequest() throws Exception {
        var facts = new java.util.HashMap<String, String>();
        new TraceFilter()
                .doFilter(request, response, (_, _) -> facts.putAll(MDC.getCopyOfContextMap()));
        return facts;
    }
}
