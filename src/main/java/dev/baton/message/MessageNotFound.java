package dev.baton.message;

import dev.baton.platform.problem.NotFound;
import java.util.UUID;

/** No message under this id. */
public class MessageNotFound extends NotFound {

    MessageNotFound(UUID id) {
        super("message_not_found", "There is no message " + id + ".", id.toString());
    }
}
