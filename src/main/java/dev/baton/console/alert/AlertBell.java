package dev.baton.console.alert;

import dev.baton.platform.web.Bell;
import dev.baton.tenant.Actor;
import dev.baton.tenant.web.CurrentActor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts for the header what the viewer has not read yet. */
@Component
class AlertBell implements Bell {

    private static final Logger log = LoggerFactory.getLogger(AlertBell.class);

    private final AlertBoard board;

    AlertBell(AlertBoard board) {
        this.board = board;
    }

    /** A page is not lost for its bell, least of all the one that says what failed. */
    @Override
    public int unread() {
        try {
            return CurrentActor.find()
                    .filter(actor -> actor.kind() == Actor.Kind.ACCOUNT)
                    .map(board::see)
                    .map(sight -> (int) sight.alerts().stream().filter(AlertBoard.Seen::unread).count())
                    .orElse(0);
        } catch (RuntimeException failure) {
            log.warn("The alerts could not be read", failure);
            return 0;
        }
    }
}
