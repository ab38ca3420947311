package dev.baton.console.styleguide;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The form of the style guide: one field of every sort. */
record SampleForm(
        @NotBlank @Nullable String name,
        @Nullable String description,
        @NotBlank @Nullable String kind,
        @Pattern(regexp = "https://.+") @Nullable String url,
        @NotEmpty @Nullable List<String> capabilities,
        @Nullable String model,
        @Min(1) @Max(600) @Nullable Integer timeout,
        @Nullable String prompt,
        boolean enabled,
        @Nullable List<Pair> headers) {

    static SampleForm filled() {
        return new SampleForm(
                "assistant",
                "",
                "prompt",
                "",
                List.of("chat"),
                "demo",
                60,
                "You help the people of {{company}}.\nAnswer in {{language}}, briefly.",
                true,
                List.of(
                        new Pair("X-Team", "support", false),
                        new Pair("X-Api-Key", "••••••••", true),
                        new Pair("", "", false),
                        new Pair("", "", false)));
    }

    record Pair(@Nullable String key, @Nullable String value, boolean secret) {}
}
