package dev.baton.tenant;

import java.time.ZoneId;
import java.util.Locale;

/**
 * What an operator or owner chooses for a tenant.
 *
 * @param language of new users and of messages that nobody asked for in a language
 * @param zone for day and month boundaries of statistics and budgets
 */
public record TenantSettings(String name, Locale language, ZoneId zone) {}
