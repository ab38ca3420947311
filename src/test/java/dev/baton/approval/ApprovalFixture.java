package dev.baton.approval;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Role;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Set;

/** Asks for approvals as a run would. */
@Component
public class ApprovalFixture {

    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    static final String KIND = "test";

    static final ApprovalTerms BY_OWNERS =
            new ApprovalTerms(Set.of(Role.TENANT_OWNER), Set.of(), 1, false, null, null);

    private final Approvals approvals;
    private final RetryingTransactions transactions;

    ApprovalFixture(Approvals approvals, RetryingTransactions transactions) {
        this.approvals = approvals;
        this.transactions = transactions;
    }

    static ApprovalTerms byOwnersWithin(Duration deadline, Role escalation) {
        return new ApprovalTerms(
                Set.of(Role.TENANT_OWNER), Set.of(), 1, false, deadline, escalation);
    }

    /** Asked by somebody of the owners of their tenant, who have a week. */
    public ApprovalId ask(Actor by, String title) {
        var terms =
                new ApprovalTerms(
                        Set.of(Role.TENANT_OWNER), Set.of(), 1, false, Duration.ofDays(7), null);
        return ask(by, title, terms);
    }

    ApprovalId ask(Actor by, String title, ApprovalTerms terms) {
        var wanted = wanted(by, title, terms);
        transactions.run(() -> approvals.request(wanted));
        return wanted.id();
    }

    static NewApproval wanted(Actor by, String title, ApprovalTerms terms) {
        var arguments = JsonMapper.shared().createObjectNode();
        arguments.put("amount", 82_000).put("to", title);
        return new NewApproval(
                new ApprovalId(by.tenant(), Ids.next()),
                new ApprovalOrigin(KIND, Ids.next(), "refund", title, null),
                title,
                "definition",
                arguments,
                terms,
                by,
                TRACE);
    }
}
