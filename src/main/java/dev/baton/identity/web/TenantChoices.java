package dev.baton.identity.web;

import dev.baton.platform.web.Choice;
import dev.baton.platform.web.EditConflict;
import dev.baton.platform.web.Language;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantStatus;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What may be chosen for a tenant or for oneself: languages, time zones, currencies. */
@Component
class TenantChoices {

    private static final Predicate<String> REGIONAL =
            Pattern.compile(
                            "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC")
                    .asMatchPredicate();

    private final EnumChoices choices;

    TenantChoices(EnumChoices choices) {
        this.choices = choices;
    }

    ModelAndView addTo(ModelAndView page) {
        return page.addObject("languages", languages())
                .addObject("zones", zones())
                .addObject("currencies", currencies());
    }

    List<Choice> languages() {
        return Arrays.stream(Language.values())
                .map(it -> Choice.of(it.tag(), it.ownName()))
                .toList();
    }

    List<Choice> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(REGIONAL)
                .sorted()
                .map(it -> Choice.of(it, it.replace('_', ' ')))
                .toList();
    }

    /** Those in use today, by code, with the name they have in the reader's language. */
    List<Choice> currencies() {
        var locale = LocaleContextHolder.getLocale();
        return Currency.getAvailableCurrencies().stream()
                .filter(it -> it.getDefaultFractionDigits() >= 0 && isInUse(it))
                .sorted(Comparator.comparing(Currency::getCurrencyCode))
                .map(it -> Choice.of(it.getCurrencyCode(), label(it, locale)))
                .toList();
    }

    /** What was typed about a tenant beside what it is now. */
    <R extends Record> EditConflict conflict(R mine, R theirs, Tenant now) {
        return EditConflict.between(
                mine,
                theirs,
                _ -> true,
                Map.of("language", languages(), "zone", zones(), "textsSealed", answers()),
                now.changedBy().orElse(null),
                now.changedAt().orElse(null));
    }

    private List<Choice> answers() {
        return List.of(
                Choice.of("true", choices.text("tenant.yes")),
                Choice.of("false", choices.text("tenant.no")));
    }

    List<Choice> statuses() {
        return choices.all(TenantStatus.class, it -> "tenant.status." + it.name());
    }

    /** Null for any. */
    static @Nullable TenantStatus status(String text) {
        return EnumChoices.parse(TenantStatus.class, text);
    }

    /**
     * The JDK keeps currencies of the past too; their names end in the years they were good for.
     */
    private static boolean isInUse(Currency currency) {
        return !currency.getDisplayName(Locale.ENGLISH).matches(".*\\d{4}.*");
    }

    private static String label(Currency currency, Locale locale) {
        return currency.getCurrencyCode() + " · " + currency.getDisplayName(locale);
    }
}
