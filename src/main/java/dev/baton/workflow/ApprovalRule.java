package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/**
 * Who must agree, by when, and how much may go wrong.
 *
 * @param title one sentence that says what will happen
 * @param roles whose members may decide; empty when only persons may
 * @param people e-mail addresses of those who may decide; empty when only roles may
 * @param approvals how many different people must agree, 1 or 2
 * @param notRequester whether who started the run may not decide
 * @param deadline null for none
 * @param escalationRole a role that may decide after the deadline; null to deny then
 * @param risk low, medium or high; null where nobody has declared one
 * @param amount how much it is about; null where nobody counts that
 */
public record ApprovalRule(
        Template title,
        Set<String> roles,
        Set<String> people,
        int approvals,
        boolean notRequester,
        @Nullable Duration deadline,
        @Nullable String escalationRole,
        @Nullable String risk,
        @Nullable AmountRule amount) {}
