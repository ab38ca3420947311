package dev.baton.platform.problem;

/** Somebody else saved a newer version than the one this change started from. */
public class EditedMeanwhile extends Conflict {

    public EditedMeanwhile() {
        super("edited_meanwhile", "Somebody else has changed this since you opened it.");
    }

    /** Refuses an edit that started from another version than the current one. */
    public static void unlessSame(long expected, long current) {
        if (expected != current) {
            throw new EditedMeanwhile();
        }
    }
}
