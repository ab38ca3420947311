package dev.baton.approval;

import dev.baton.tenant.Role;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/**
 * Who must agree, by when, and how much may go wrong.
 *
 * @param roles whose members may decide; empty when only persons may
 * @param people e-mail addresses of those who may decide; empty when only roles may
 * @param approvals how many different people must agree, 1 or 2
 * @param notRequester whether who asked for it, in person or by a key they made, may not decide
 * @param deadline null for none
 * @param escalationRole a role that may decide as well once the deadline has passed, for as long
 *     again; null to deny then
 * @param risk null where nobody has declared one
 */
public record ApprovalTerms(
        Set<Role> roles,
        Set<String> people,
        int approvals,
        boolean notRequester,
        @Nullable Duration deadline,
        @Nullable Role escalationRole,
        @Nullable Risk risk) {

    public ApprovalTerms {
        roles = Set.copyOf(roles);
        people = Set.copyOf(people);
    }

    /** Of what nobody has declared a risk. */
    public ApprovalTerms(
            Set<Role> roles,
            Set<String> people,
            int approvals,
            boolean notRequester,
            @Nullable Duration deadline,
            @Nullable Role escalationRole) {
        this(roles, people, approvals, notRequester, deadline, escalationRole, null);
    }

    ApprovalTerms withPeople(Set<String> others) {
        return new ApprovalTerms(
                roles, others, approvals, notRequester, deadline, escalationRole, risk);
    }
}
