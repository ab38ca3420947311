package dev.baton.ledger.web;

import dev.baton.ledger.BudgetPeriod;
import dev.baton.ledger.Money;
import dev.baton.platform.web.ApiCall;
import dev.baton.tenant.Tenant;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** The budget page, for one's own tenant and for the operator's look at any. */
final class BudgetPage {

    private static final long EXAMPLE_NANOS = 50 * Money.NANOS_PER_UNIT;

    private BudgetPage() {}

    /**
     * @param path of the page, which its form is sent to
     * @param right that setting the budget needs
     */
    static ModelAndView of(
            Tenant tenant, BudgetPeriod month, String path, String right, HttpStatus status) {
        return new ModelAndView("ledger/budget", status)
                .addObject("tenant", tenant)
                .addObject("limits", month.limits())
                .addObject("budget", BudgetView.of(month, tenant.currency()))
                .addObject("thresholds", BudgetPeriod.THRESHOLDS)
                .addObject("path", path)
                .addObject("script", script(month))
                .addObject("right", right);
    }

    /** Sets the tenant's own limit, to what it is now where there is one. */
    private static ApiCall script(BudgetPeriod month) {
        var limit = month.limits().ownNanos().orElse(EXAMPLE_NANOS);
        return ApiCall.of(
                "PUT",
                "/api/v1/budget",
                Map.of("own_limit", new BigDecimal(new Money(limit, "").text())));
    }
}
