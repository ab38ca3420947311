package dev.baton.message;

import dev.baton.agent.AgentKinds;
import dev.baton.ledger.Budgets;
import dev.baton.platform.memory.Holding;
import dev.baton.selection.Means;
import dev.baton.selection.Need;
import dev.baton.selection.Selector;
import dev.baton.selection.Selector.Choice;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.time.Instant;

/** Chooses who answers a question, within what may be spent on it. */
@Component
class AgentChoice {

    private final Selector selector;
    private final AgentKinds kinds;
    private final Budgets budgets;

    AgentChoice(Selector selector, AgentKinds kinds, Budgets budgets) {
        this.selector = selector;
        this.kinds = kinds;
        this.budgets = budgets;
    }

    PossibleCalls calls(TenantId tenant, Question question, Instant startedAt, Holding held) {
        return new PossibleCalls(kinds, tenant, question, startedAt, held);
    }

    /** Whatever it costs. */
    Choice of(TenantId tenant, Question question) {
        return selector.choose(tenant, need(question, Means.unlimited()));
    }

    /** Where the tenant's money is remembered from a while ago, it is reserved to find out. */
    Choice of(Tenant payer, Question question, PossibleCalls calls) {
        var left = budgets.left(payer.id());
        var most = question.mostNanos() == null ? left : Math.min(left, question.mostNanos());
        var means = new Means(most, payer.currency(), calls::worstCaseNanos);
        return selector.choose(payer.id(), need(question, means));
    }

    private static Need need(Question question, Means means) {
        return new Need(
                question.id(),
                question.agent(),
                question.capability(),
                question.variables(),
                question.body(),
                question.failedAgents(),
                means);
    }
}
