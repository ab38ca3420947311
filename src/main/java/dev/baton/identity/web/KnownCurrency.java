package dev.baton.identity.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import org.jspecify.annotations.Nullable;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Currency;

/** A currency by its ISO 4217 code. Empty is somebody else's question. */
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = KnownCurrency.Check.class)
@interface KnownCurrency {

    String message() default "{identity.currency.unknown}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The check itself. */
    class Check implements ConstraintValidator<KnownCurrency, String> {

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || value.isBlank() || isCode(value);
        }

        private static boolean isCode(String value) {
            return Currency.getAvailableCurrencies().stream()
                    .anyMatch(it -> it.getCurrencyCode().equals(value));
        }
    }
}
