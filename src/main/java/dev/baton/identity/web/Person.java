package dev.baton.identity.web;

import dev.baton.identity.Standing;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

import java.util.Optional;

/** An authentication that stands for a person, in a tenant or still without one. */
sealed interface Person extends Authentication permits PersonAuthentication, PersonWithoutTenant {

    Standing standing();

    /** Whoever is signed in on the current request. */
    static Optional<Person> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof Person person
                ? Optional.of(person)
                : Optional.empty();
    }
}
