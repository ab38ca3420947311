package dev.baton.approval;

import dev.baton.identity.Email;
import dev.baton.tenant.Role;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
 * @param upTo how much somebody may decide about who has a limit: by the wire name of a role, or by
 *     e-mail address
 */
public record ApprovalTerms(
        Set<Role> roles,
        Set<String> people,
        int approvals,
        boolean notRequester,
        @Nullable Duration deadline,
        @Nullable Role escalationRole,
        @Nullable Risk risk,
        Map<String, BigDecimal> upTo) {

    public ApprovalTerms {
        roles = Set.copyOf(roles);
        people = Set.copyOf(people);
        upTo = Map.copyOf(upTo);
    }

    /** Of what nobody has a limit for. */
    public ApprovalTerms(
            Set<Role> roles,
            Set<String> people,
            int approvals,
            boolean notRequester,
            @Nullable Duration deadline,
            @Nullable Role escalationRole,
            @Nullable Risk risk) {
        this(roles, people, approvals, notRequester, deadline, escalationRole, risk, Map.of());
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

    /** With e-mail addresses as accounts have them. */
    ApprovalTerms known() {
        return new ApprovalTerms(
                roles,
                people.stream().map(ApprovalTerms::address).collect(Collectors.toSet()),
                approvals,
                notRequester,
                deadline,
                escalationRole,
                risk,
                upTo.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        one -> address(one.getKey()),
                                        one -> Amount.exact(one.getValue()),
                                        BigDecimal::min)));
    }

    private static String address(String who) {
        return Email.parse(who).map(Email::value).orElse(who);
    }
}
