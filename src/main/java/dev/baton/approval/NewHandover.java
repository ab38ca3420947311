package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * To whom somebody wants to hand over, and for how long.
 *
 * @param to e-mail address
 * @param from the first day, as the tenant's clock has it; null for none said
 * @param until the last day
 */
public record NewHandover(String to, @Nullable LocalDate from, @Nullable LocalDate until) {}
