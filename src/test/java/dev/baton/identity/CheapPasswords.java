package dev.baton.identity;

import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Thousands of test people's passwords at a fortieth of what one costs in earnest. */
@Primary
@Component
class CheapPasswords extends Passwords {

    CheapPasswords() {
        super(new Argon2PasswordEncoder(16, 32, 1, 1024, 1));
    }
}
