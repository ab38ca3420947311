package dev.baton.platform.client;

import dev.baton.platform.memory.Holding;
import dev.baton.platform.memory.MemoryBudget;
import dev.baton.platform.memory.NoRoom;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Reads requests, but each only for so long. Tomcat's own timeout counts from byte to byte: a client
 * that sends one now and then would never meet it. What is read counts in the {@link MemoryBudget}
 * until its request is over.
 */
final class PatientProcessor extends Http11Processor {

    /** What is left of a refused body is read so that its sender gets to read why, but not for long. */
    private static final Duration LEFTOVER_PATIENCE = Duration.ofSeconds(5);

    private final ClientProperties limits;
    private final MemoryBudget memory;
    private final InputBuffer unread;
    private final Leftover leftover;
    private Holding holding = Holding.unbounded();

    PatientProcessor(
            AbstractHttp11Protocol<?> protocol,
            Adapter adapter,
            ClientProperties limits,
            MemoryBudget memory) {
        super(protocol, new AroundRequest(adapter));
        this.limits = limits;
        this.memory = memory;
        this.unread = request.getInputBuffer();
        this.leftover = new Leftover(unread, protocol.getMaxSwallowSize());
        request.setInputBuffer(new PatientInput());
        ((AroundRequest) getAdapter()).run(this::beginBody, this::endBody);
    }

    /** Called anew for each piece of a head that comes in pieces. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        if (isOverdue()) {
            return SocketState.CLOSED;
        }
        socket.setWriteTimeout(limits.responsePatience().toMillis());
        try {
            return super.service(socket);
        } finally {
            holding.close();
        }
    }

    private boolean isOverdue() {
        var began = request.getStartTimeNanos();
        return began >= 0 && System.nanoTime() - began > limits.patience().toNanos();
    }

    /** Several requests may come in one go; each holds its own body only. */
    private void beginBody() {
        holding.close();
        holding = memory.open();
        request.setAttribute(Holding.ATTRIBUTE, holding);
        request.setAttribute(ClientWatch.CONNECTION, (ClientWatch.Connection) this::isLeft);
    }

    /** What comes before the end, such as a next request, stays to be read. */
    private boolean isLeft() {
        try {
            socketWrapper.isReadyForRead();
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    /** The response is out; Tomcat would read the rest of the body for as long as bytes come. */
    private void endBody() {
        if (isAsync() || getErrorState().isError() || request.hasExpectation()) {
            return;
        }
        var patience =
                limits.patience().compareTo(LEFTOVER_PATIENCE) < 0
                        ? limits.patience()
                        : LEFTOVER_PATIENCE;
        if (!leftover.endsWithin(patience, socketWrapper)) {
            action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private void hold(int bytes) throws IOException {
        try {
            holding.grow(bytes);
        } catch (NoRoom full) {
            throw new IOException(full.problem());
        }
    }

    private final class PatientInput implements InputBuffer {

        @Override
        public int doRead(ApplicationBufferHandler target) throws IOException {
            try {
                var read = unread.doRead(target);
                if (read >= 0 && isOverdue()) {
                    throw tooSlow();
                }
                hold(Math.max(0, read));
                return read;
            } catch (SocketTimeoutException e) {
                throw tooSlow();
            }
        }

        /** The answer may still go out, but nobody waits for what is left of the body. */
        private IOException tooSlow() {
            setErrorState(ErrorState.CLOSE_CLEAN, null);
            return new IOException(new RequestTooSlow(limits.patience()));
        }

        @Override
        public int available() {
            return unread.available();
        }
    }
}
