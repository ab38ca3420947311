package dev.baton.console.alert;

import dev.baton.event.Event;
import dev.baton.event.FeedListener;
import java.util.List;
import org.springframework.stereotype.Component;

/** Has alerts gathered anew when something happened that may be one. */
@Component
class AlertNews implements FeedListener {

    private final AlertBoard board;

    AlertNews(AlertBoard board) {
        this.board = board;
    }

    @Override
    public void on(List<Event> events) {
        events.stream()
                .filter(event -> mayBeOne(event.type()))
                .forEach(event -> board.forget(event.tenant()));
    }

    /** Messages come by the thousand; one that was given up is seen a moment later. */
    private static boolean mayBeOne(String type) {
        return type.equals("budget.threshold_reached")
                || type.equals("tenant.limit_reached")
                || type.startsWith("webhook.")
                || type.startsWith("key.")
                || type.startsWith("agent.");
    }
}
