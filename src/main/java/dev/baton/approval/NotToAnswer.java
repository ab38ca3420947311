package dev.baton.approval;

import dev.baton.platform.problem.Denied;

/** Only who asked for an approval answers what is asked back about it. */
public class NotToAnswer extends Denied {

    NotToAnswer() {
        super("question_not_yours", "Only the person who asked for it answers.");
    }
}
