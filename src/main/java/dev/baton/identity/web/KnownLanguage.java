package dev.baton.identity.web;

import dev.baton.platform.web.Language;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import org.jspecify.annotations.Nullable;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** One of the languages that Baton speaks. Empty is somebody else's question. */
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = KnownLanguage.Check.class)
@interface KnownLanguage {

    String message() default "{identity.language.unknown}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The check itself. */
    class Check implements ConstraintValidator<KnownLanguage, String> {

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || value.isBlank() || Language.of(value).isPresent();
        }
    }
}
