package dev.baton.ledger.web;

import dev.baton.ledger.BudgetPeriod;
import dev.baton.tenant.Tenant;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** The budget page, for one's own tenant and for the operator's look at any. */
final class BudgetPage {

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
                .addObject("right", right);
    }
}
