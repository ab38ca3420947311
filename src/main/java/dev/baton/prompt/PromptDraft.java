package dev.baton.prompt;

/**
 * What the next version shall hold.
 *
 * @param note for the history: what changed and why; may be empty
 */
public record PromptDraft(PromptContent content, String note) {

    static final int LONGEST_NOTE = 200;

    public PromptDraft {
        note = note.strip();
        if (note.length() > LONGEST_NOTE) {
            throw new PromptRefused(
                    java.util.List.of(
                            PromptFault.of(
                                    "note",
                                    "text_long",
                                    "The note is longer than " + LONGEST_NOTE + ".",
                                    "" + LONGEST_NOTE)));
        }
    }
}
