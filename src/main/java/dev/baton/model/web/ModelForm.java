package dev.baton.model.web;

import dev.baton.model.NewPrice;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;

/**
 * What a person types about a model and its price, as typed.
 *
 * @param name of a model to list
 * @param model that a price is for: a name, or the beginning of names and an asterisk
 * @param priceSource {@code book} or {@code own}
 * @param effectiveFrom a date; empty for now
 */
record ModelForm(
        @Nullable String name,
        @Nullable String contextWindow,
        @Nullable String maxOutputTokens,
        @Nullable String priceSource,
        @Nullable String model,
        @Nullable String currency,
        @Nullable String effectiveFrom,
        @Nullable String input,
        @Nullable String cachedInput,
        @Nullable String cacheWrites,
        @Nullable String output) {

    static ModelForm blank() {
        return new ModelForm("", "", "", "book", "", null, "", "", "", "", "");
    }

    static ModelForm priceOf(String model) {
        return new ModelForm("", "", "", "own", model, null, "", "", "", "", "");
    }

    boolean hasOwnPrice() {
        return "own".equals(priceSource);
    }

    @Nullable Integer contextTokens() {
        return Entry.count("context_window", contextWindow);
    }

    @Nullable Integer outputTokens() {
        return Entry.count("max_output_tokens", maxOutputTokens);
    }

    /**
     * @param zone where the day of its date begins
     */
    NewPrice price(ZoneId zone) {
        return new NewPrice(
                currency,
                Entry.day("effective_from", effectiveFrom, zone),
                Entry.decimal("input", input),
                Entry.decimal("cached_input", cachedInput),
                Entry.decimal("cache_writes", cacheWrites),
                Entry.decimal("output", output));
    }
}
