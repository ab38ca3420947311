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
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Any tenant's monthly budget, as the operator sets it. */
@Controller
@RequestMapping("/tenants/{id}/budget")
class TenantBudgetController {

    private final Budgets budgets;
    private final TenantDirectory tenants;

    TenantBudgetController(Budgets budgets, TenantDirectory tenants) {
        this.budgets = budgets;
        this.tenants = tenants;
    }

    @GetMapping
    @Requires(Permission.TENANTS_READ)
    ModelAndView show(@PathVariable UUID id) {
        var tenant = new TenantId(id);
        return page(tenant, HttpStatus.OK)
                .addObject("form", BudgetForm.of(budgets.current(tenant).limits().operatorNanos()));
    }

    @PostMapping
    @Requires(Permission.TENANTS_WRITE)
    ModelAndView set(
            @PathVariable UUID id,
            @Valid @ModelAttribute("form") BudgetForm form,
            BindingResult errors,
            Actor actor,
            RedirectAttributes redirect) {
        var tenant = tenants.get(new TenantId(id)).id();
        if (errors.hasErrors()) {
            return page(tenant, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        budgets.limitAny(tenant, form.nanos(), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("ledger.budget.saved"));
        return Redirect.to("/tenants/" + id + "/budget");
    }

    private ModelAndView page(TenantId tenant, HttpStatus status) {
        return BudgetPage.of(
                tenants.get(tenant),
                budgets.current(tenant),
                "/tenants/" + tenant + "/budget",
                "tenants:write",
                status);
    }
}
