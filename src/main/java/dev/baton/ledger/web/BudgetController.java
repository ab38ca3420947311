package dev.baton.ledger.web;

import dev.baton.ledger.Budgets;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own tenant's monthly budget: what is spent, held and left, and where it is set. */
@Controller
@RequestMapping("/budget")
class BudgetController {

    private final Budgets budgets;
    private final TenantDirectory tenants;

    BudgetController(Budgets budgets, TenantDirectory tenants) {
        this.budgets = budgets;
        this.tenants = tenants;
    }

    @GetMapping
    @Requires(Permission.USAGE_READ)
    ModelAndView show(TenantId tenant) {
        return page(tenant, HttpStatus.OK)
                .addObject("form", BudgetForm.of(budgets.current(tenant).limits().ownNanos()));
    }

    @PostMapping
    @Requires(Permission.BUDGET_WRITE)
    ModelAndView set(
            TenantId tenant,
            @Valid @ModelAttribute("form") BudgetForm form,
            BindingResult errors,
            Actor actor,
            RedirectAttributes redirect) {
        if (errors.hasErrors()) {
            return page(tenant, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        budgets.limit(tenant, form.nanos(), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("ledger.budget.saved"));
        return Redirect.to("/budget");
    }

    private ModelAndView page(TenantId tenant, HttpStatus status) {
        return BudgetPage.of(
                tenants.get(tenant), budgets.current(tenant), "/budget", "budget:write", status);
    }
}
