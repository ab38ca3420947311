package dev.baton.platform.client;

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
 * that sends one now and then would never meet it.
 */
final class PatientProcessor extends Http11Processor {

    private final Duration patience;

    PatientProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, Duration patience) {
        super(protocol, adapter);
        this.patience = patience;
        request.setInputBuffer(new PatientInput(request.getInputBuffer()));
    }

    /** Called anew for each piece of a head that comes in pieces. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        return isOverdue() ? SocketState.CLOSED : super.service(socket);
    }

    private boolean isOverdue() {
        var began = request.getStartTimeNanos();
        return began >= 0 && System.nanoTime() - began > patience.toNanos();
    }

    private final class PatientInput implements InputBuffer {

        private final InputBuffer body;

        private PatientInput(InputBuffer body) {
            this.body = body;
        }

        @Override
        public int doRead(ApplicationBufferHandler target) throws IOException {
            try {
                var read = body.doRead(target);
                if (read >= 0 && isOverdue()) {
                    throw tooSlow();
                }
                return read;
            } catch (SocketTimeoutException e) {
                throw tooSlow();
            }
        }

        /** The answer may still go out, but nobody waits for what is left of the body. */
        private IOException tooSlow() {
            setErrorState(ErrorState.CLOSE_CLEAN, null);
            return new IOException(new RequestTooSlow(patience));
        }

        @Override
        public int available() {
            return body.available();
        }
    }
}
