package dev.baton.ledger.api;

import dev.baton.ledger.BudgetPeriod;
import dev.baton.ledger.Budgets;
import dev.baton.ledger.Money;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tenant's monthly budget. */
@RestController
@Tag(name = "Usage")
@RequestMapping("/api/v1/budget")
class BudgetApi {

    /**
     * The running month.
     *
     * @param monthlyLimit the lower of the two below, which counts; null for none
     * @param ownLimit set by the tenant; null for none
     * @param operatorLimit set by the platform's operator; null for none
     * @param reserved held by calls in flight and leased to instances
     * @param left null without a limit
     */
    record BudgetJson(
            String period,
            String currency,
            @Nullable String monthlyLimit,
            @Nullable String ownLimit,
            @Nullable String operatorLimit,
            String spent,
            String reserved,
            @Nullable String left) {}

    /** @param ownLimit for each month, in units of its currency; null removes it */
    record NewLimit(
            @Nullable @PositiveOrZero @Digits(integer = 9, fraction = 4) BigDecimal ownLimit) {}

    private final Budgets budgets;
    private final TenantDirectory tenants;

    BudgetApi(Budgets budgets, TenantDirectory tenants) {
        this.budgets = budgets;
        this.tenants = tenants;
    }

    @Operation(operationId = "getBudget", summary = "The budget of this month and what is spent of it")
    @GetMapping
    @Requires(Permission.USAGE_READ)
    BudgetJson get(TenantId tenant) {
        return json(budgets.current(tenant), tenants.get(tenant).currency());
    }

    @Operation(operationId = "setBudget", summary = "Set the tenant's own monthly limit")
    @PutMapping
    @Requires(Permission.BUDGET_WRITE)
    BudgetJson set(TenantId tenant, @Valid @RequestBody NewLimit limit, Actor actor) {
        budgets.limit(
                tenant,
                limit.ownLimit() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                limit.ownLimit().movePointRight(9).longValueExact()),
                actor);
        return get(tenant);
    }

    private static BudgetJson json(BudgetPeriod month, String currency) {
        return new BudgetJson(
                month.period(),
                currency,
                text(month.limitNanos(), currency),
                text(month.limits().ownNanos(), currency),
                text(month.limits().operatorNanos(), currency),
                new Money(month.spentNanos(), currency).text(),
                new Money(Math.max(0, month.reservedNanos()), currency).text(),
                month.limitNanos().isPresent()
                        ? new Money(Math.max(0, month.leftNanos()), currency).text()
                        : null);
    }

    private static @Nullable String text(OptionalLong nanos, String currency) {
        return nanos.isPresent() ? new Money(nanos.getAsLong(), currency).text() : null;
    }
}
