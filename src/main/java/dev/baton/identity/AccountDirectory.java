package dev.baton.identity;

import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** The people. Everybody changes their own account and nobody else's. */
@Service
@Transactional
public class AccountDirectory {

    private final Accounts accounts;
    private final Passwords passwords;
    private final SignIn signIn;
    private final SignedInSessions sessions;
    private final Clock clock;

    AccountDirectory(
            Accounts accounts,
            Passwords passwords,
            SignIn signIn,
            SignedInSessions sessions,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.signIn = signIn;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Account get(AccountId id) {
        return accounts.findById(id).orElseThrow(() -> new AccountNotFound(id));
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(Email email) {
        return accounts.findByEmail(email.value());
    }

    /** Changes one's own profile, seen in the given version. */
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public void change(Profile profile, long version, Actor by) {
        var own = own(by);
        own.change(profile, version);
        accounts.save(own);
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public void speak(Locale language, Actor by) {
        var own = own(by);
        own.speak(language);
        accounts.save(own);
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public void wear(String theme, Actor by) {
        var own = own(by);
        own.wear(theme);
        accounts.save(own);
    }

    /**
     * Changes one's own password and ends all of one's sessions but the given one, which has to note
     * the new proof to go on.
     *
     * @param origin as in {@link SignIn#check}: a stolen session must not guess the password either
     */
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public PasswordProof changePassword(
            String current, String next, SignInOrigin origin, String session, Actor by) {
        var own = own(by);
        try {
            signIn.check(own.email().value(), current, origin);
        } catch (SignInRefused e) {
            throw new WrongPassword();
        }
        own.changePassword(hash(next, own.email()).value(), clock.instant());
        accounts.save(own);
        sessions.endAll(own.id(), session);
        return new PasswordProof(own);
    }

    /** Gives a person another password, because the operator says so; ends all their sessions. */
    @Requires(Permission.TENANTS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void replacePassword(AccountId id, String next, Actor by) {
        var account = get(id);
        account.changePassword(hash(next, account.email()).value(), clock.instant());
        accounts.save(account);
        sessions.endAll(id, null);
    }

    /** Outside of any transaction: it takes a tenth of a second and must not hold a connection. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    HashedPassword hash(String password, Email owner) {
        PasswordRules.check(password, owner);
        return new HashedPassword(passwords.hash(password));
    }

    /** The same, unless the address has an account already: then nothing happens. */
    void registerUnlessKnown(Email email, Profile profile, HashedPassword password) {
        if (!accounts.existsByEmail(email.value())) {
            register(email, profile, password);
        }
    }

    /** A new person. The right to be here comes from the invitation or the operator. */
    AccountId register(Email email, Profile profile, HashedPassword password) {
        if (accounts.existsByEmail(email.value())) {
            throw new EmailTaken(email);
        }
        var id = new AccountId(Ids.next());
        accounts.save(new Account(id, email, password.value(), profile, clock.instant()));
        return id;
    }

    /** Ends what the owners of a tenant imposed on somebody who leaves it: they are out of reach. */
    void release(MembershipId left) {
        var account = get(left.account());
        if (account.isSuspendedByOwnersOf(left.tenant())) {
            account.resume();
            accounts.save(account);
        }
    }

    /** A password that passed the rules, as it is stored. */
    record HashedPassword(String value) {}

    private Account own(Actor by) {
        if (by.kind() != Actor.Kind.ACCOUNT) {
            throw new IllegalArgumentException("Only people have an account: " + by.kind());
        }
        return get(new AccountId(by.requiredId()));
    }
}
