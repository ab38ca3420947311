package dev.baton.identity;

import org.springframework.stereotype.Component;

import java.util.Locale;
import java.util.Optional;

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
     * The person with this address and password. Hashing takes its time: the password may be another
     * one by now, see {@link PasswordProof}.
     *
     * @throws SignInRefused without saying which of the two is wrong
     * @throws TooManyAttempts whether or not the password would have been right
     */
    public PasswordProof check(String email, String password, SignInOrigin origin) {
        var typed = counted(email);
        if (origin.device().knowsNobody()) {
            // First of all: who has no attempt left costs the database nothing.
            var attempt = attempts.take(typed, origin.place());
            return check(find(typed), password, attempt);
        }
        var account = find(typed);
        return check(account, password, take(typed, account, origin));
    }

    private PasswordProof check(
            Optional<Account> account, String password, SignInAttempts.Attempt attempt) {
        if (account.isEmpty()) {
            passwords.matchNobody(password);
            throw new SignInRefused();
        }
        if (!passwords.matches(password, account.get().passwordHash())
                || !account.get().isActive()) {
            throw new SignInRefused();
        }
        attempt.giveBack();
        return new PasswordProof(account.get());
    }

    private SignInAttempts.Attempt take(
            String typed, Optional<Account> account, SignInOrigin origin) {
        return account.filter(origin.device()::knows)
                .map(it -> attempts.take(it.id(), origin.device()))
                .orElseGet(() -> attempts.take(typed, origin.place()));
    }

    private Optional<Account> find(String typed) {
        return Email.parse(typed).flatMap(it -> accounts.findByEmail(it.value()));
    }

    /** What is too long for an address is nobody's; all of it counts as one, and none is kept. */
    private static String counted(String email) {
        var typed = email.strip().toLowerCase(Locale.ROOT);
        return typed.length() > Email.MAX_LENGTH ? "" : typed;
    }
}
