package dev.baton.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.baton.identity.AccountId;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A response that the container has taken back belongs to somebody else. */
class LiveStreamEndTests {

    private final AsyncContext exchange = mock();
    private final ServletOutputStream out = mock();
    private LiveStream stream;
    private AsyncListener container;

    @BeforeEach
    void open() throws Exception {
        var request = mock(HttpServletRequest.class);
        var response = mock(HttpServletResponse.class);
        when(request.startAsync(request, response)).thenReturn(exchange);
        when(exchange.getResponse()).thenReturn(response);
        when(response.getOutputStream()).thenReturn(out);
        var listener = ArgumentCaptor.forClass(AsyncListener.class);
        doNothing().when(exchange).addListener(listener.capture());
        var viewer = new LiveViewer(new TenantId(Ids.next()), new AccountId(Ids.next()), "session");
        stream = new LiveStream(viewer, request, response, mock(LiveSessions.class));
        container = listener.getValue();
    }

    @Test
    void isNotTakenBackWhileItIsWritten() throws Exception {
        var writing = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        doAnswer(
                        _ -> {
                            writing.countDown();
                            written.await();
                            return null;
                        })
                .when(out)
                .flush();
        Thread.startVirtualThread(stream::open);
        writing.await();

        var ending = Thread.ofPlatform().start(() -> fail(container));
        await().until(() -> ending.getState() == Thread.State.WAITING);
        verify(exchange, never()).complete();
        written.countDown();

        ending.join();
        verify(exchange).complete();
    }

    @Test
    void isNotWrittenOnceItIsTakenBack() throws Exception {
        container.onComplete(mock(AsyncEvent.class));

        assertThat(stream.open()).isFalse();
        stream.end(LiveStream.End.AGAIN);
        stream.run();

        verify(out, never()).write(any(byte[].class));
    }

    private static void fail(AsyncListener container) {
        try {
            container.onError(mock(AsyncEvent.class));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
