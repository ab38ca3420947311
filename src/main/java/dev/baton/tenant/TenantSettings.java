package dev.baton.tenant;

import java.time.ZoneId;
import java.util.Locale;

/**
 * What an operator or owner chooses for a tenant.
 *
 * @param language of new users and of messages that nobody asked for in a language
 * @param zone for day and month boundaries of statistics and budgets
 * @param textsSealed whether questions and answers are kept encrypted from now on
 */
public record TenantSettings(String name, Locale language, ZoneId zone, boolean textsSealed) {

    /** Of a tenant whose texts are kept as they are. */
    public TenantSettings(String name, Locale language, ZoneId zone) {
        this(name, language, zone, false);
    }
}
