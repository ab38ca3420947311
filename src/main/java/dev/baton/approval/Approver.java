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
 */
record Approver(UUID account, String email, Set<Role> roles, @Nullable UUID key) {

    /** Under what names approvals are theirs. */
    List<String> names() {
        return Stream.concat(
                        Stream.of(nameOfPerson(email)), roles.stream().map(Approver::nameOfRole))
                .toList();
    }

    static String nameOfRole(Role role) {
        return "role:" + role.wire();
    }

    static String nameOfPerson(String email) {
        return "person:" + email;
    }
}
