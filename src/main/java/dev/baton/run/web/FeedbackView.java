package dev.baton.run.web;

import dev.baton.run.RunFeedback;
import dev.baton.run.RunRatings;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What was said of a run that has ended.
 *
 * @param own what the viewer said; null for nothing
 * @param others with words, the newest ones; with what the viewer said who may not change it
 * @param isMore whether there are more of them
 */
record FeedbackView(
        RunRatings ratings, @Nullable RunFeedback own, List<RunFeedback> others, boolean isMore) {

    /** Whether the viewer said this. */
    public boolean isOwn(String rating) {
        return own != null && own.rating().wire().equals(rating);
    }

    public String comment() {
        return own == null || own.comment() == null ? "" : own.comment();
    }
}
