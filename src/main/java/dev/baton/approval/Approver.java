package dev.baton.approval;

import dev.baton.tenant.Role;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A person who may decide something in a tenant.
 *
 * @param email address in lower case
 * @param key through which they act; null for themselves
 * @param standsInFor whose approvals they have for now
 */
record Approver(
        UUID account, String email, Set<Role> roles, @Nullable UUID key, List<Absent> standsInFor) {

    /**
     * A person who has handed their approvals over for now, and may decide themselves.
     *
     * @param email address in lower case
     */
    record Absent(UUID account, String email) {}

    Approver(UUID account, String email, Set<Role> roles, @Nullable UUID key) {
        this(account, email, roles, key, List.of());
    }

    Approver standingInFor(List<Absent> absent) {
        return new Approver(account, email, roles, key, absent);
    }

    /**
     * A name that is asked.
     *
     * @param account whose word it takes: their own, or that of who is away
     */
    record Seat(String name, UUID account) {}

    /** Which seats are theirs, to look for what waits there. */
    List<Seat> seats(Asked how) {
        var byName =
                Stream.concat(
                        Stream.of(new Seat(nameOfPerson(email), account)),
                        standsInFor.stream()
                                .map(one -> new Seat(nameOfPerson(one.email()), one.account())));
        var byRole = roles.stream().map(role -> new Seat(nameOfRole(role), account));
        return switch (how) {
            case ANYHOW -> Stream.concat(byName, byRole).toList();
            case BY_NAME -> byName.toList();
            case BY_ROLE -> byRole.toList();
        };
    }

    /** Under what names approvals are theirs. */
    List<String> names() {
        return Stream.concat(
                        Stream.of(nameOfPerson(email)), roles.stream().map(Approver::nameOfRole))
                .toList();
    }

    /** The role or the e-mail address of a name. */
    static String who(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    static String nameOfRole(Role role) {
        return "role:" + role.wire();
    }

    static String nameOfPerson(String email) {
        return "person:" + email;
    }
}
