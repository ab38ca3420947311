package dev.baton.platform.client;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Does something before a request is handed on, and when it was answered, before its connection is
 * made ready for the next.
 */
final class AroundRequest implements Adapter {

    private final Adapter adapter;
    private Runnable before = () -> {};
    private Runnable after = () -> {};

    AroundRequest(Adapter adapter) {
        this.adapter = adapter;
    }

    void run(Runnable before, Runnable after) {
        this.before = before;
        this.after = after;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        before.run();
        adapter.service(request, response);
        after.run();
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status)
            throws Exception {
        return adapter.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
        adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return adapter.getDomain();
    }
}
