package dev.baton.prompt;

import java.util.ArrayList;

/** What people call a prompt template, and what they say of it. */
public record PromptName(String value, String description) {

    static final int LONGEST_NAME = 120;
    static final int LONGEST_DESCRIPTION = 500;

    public PromptName {
        value = value.strip();
        description = description.strip();
        var faults = new ArrayList<PromptFault>();
        if (value.isEmpty()) {
            faults.add(PromptFault.of("name", "name_missing", "The prompt has no name."));
        }
        if (value.length() > LONGEST_NAME) {
            faults.add(tooLong("name", LONGEST_NAME));
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            faults.add(tooLong("description", LONGEST_DESCRIPTION));
        }
        if (!faults.isEmpty()) {
            throw new PromptRefused(faults);
        }
    }

    private static PromptFault tooLong(String field, int most) {
        return PromptFault.of(
                field, "text_long", "The " + field + " is longer than " + most + ".", "" + most);
    }
}
