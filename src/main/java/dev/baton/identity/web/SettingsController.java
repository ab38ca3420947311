package dev.baton.identity.web;

import java.util.Set;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.web.EditConflict;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The current tenant as its own people see and change it. */
@Controller
@RequestMapping("/settings")
class SettingsController {

    private final TenantDirectory tenants;
    private final TenantChoices choices;

    SettingsController(TenantDirectory tenants, TenantChoices choices) {
        this.tenants = tenants;
        this.choices = choices;
    }

    @Requires(Permission.TENANT_READ)
    @GetMapping
    ModelAndView show(TenantId tenant, Actor actor) {
        return page(tenant, EditedTenant.of(tenants.get(tenant)), HttpStatus.OK);
    }

    @Requires(Permission.TENANT_WRITE)
    @PostMapping
    ModelAndView edit(
            @Valid @ModelAttribute("form") EditedTenant typed,
            BindingResult errors,
            @RequestParam(name = EditConflict.TAKEN, defaultValue = "") Set<String> taken,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        var stored = EditedTenant.of(tenants.get(tenant));
        var form = EditConflict.merged(typed, stored, taken);
        if (errors.hasErrors()) {
            return page(tenant, form, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        }
        try {
            tenants.edit(tenant, form.version(), form.settings(), actor);
        } catch (EditedMeanwhile late) {
            var now = tenants.get(tenant);
            var newer = EditConflict.over(form, now.version());
            return choices.conflict(form, EditedTenant.of(now), now)
                    .on(page(tenant, newer, HttpStatus.CONFLICT), newer);
        }
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("tenant.settings.saved"));
        return Redirect.to("/settings");
    }

    private ModelAndView page(TenantId tenant, EditedTenant form, HttpStatus status) {
        return choices.addTo(new ModelAndView("tenant/settings", status))
                .addObject("tenant", tenants.get(tenant))
                .addObject("form", form);
    }
}
