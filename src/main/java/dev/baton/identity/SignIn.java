package dev.baton.identity;

import org.springframework.stereotype.Component;

import java.util.Locale;

/**
 * Checks who somebody says they are. Neither the answer nor the time it takes tells whether an
 * account exists.
 */
@Component
public class SignIn {

    private final Accounts accounts;
    private final Passwords passwords;
    private final SignInAttempts attempts;

    SignIn(Accounts accounts, Passwords passwords, SignInAttempts attempts) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
    }

    /**
     * The person with this address and password.
     *
     * @param place where the attempt comes from: the client's IP address or its network
     * @throws SignInRefused without saying which of the two is wrong
     * @throws TooManyAttempts whether or not the password would have been right
     */
    public AccountId check(String email, String password, String place) {
        var typed = counted(email);
        attempts.take(typed, place);
        var account = Email.parse(typed).flatMap(it -> accounts.findByEmail(it.value()));
        if (account.isEmpty()) {
            passwords.matchNobody(password);
            throw new SignInRefused();
        }
        if (!passwords.matches(password, account.get().passwordHash())
                || !account.get().isActive()) {
            throw new SignInRefused();
        }
        attempts.succeeded(typed, place);
        return account.get().id();
    }

    /** What is too long for an address is nobody's; all of it counts as one, and none is kept. */
    private static String counted(String email) {
        var typed = email.strip().toLowerCase(Locale.ROOT);
        return typed.length() > Email.MAX_LENGTH ? "" : typed;
    }
}
