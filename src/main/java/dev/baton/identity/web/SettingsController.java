package dev.baton.identity.web;

import dev.baton.platform.web.Flash;
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
            @Valid @ModelAttribute("form") EditedTenant form,
            BindingResult errors,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        if (errors.hasErrors()) {
            return page(tenant, form, HttpStatus.UNPROCESSABLE_CONTENT)
                    .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        }
        tenants.edit(tenant, form.version(), form.settings(), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("tenant.settings.saved"));
        return Redirect.to("/settings");
    }

    private ModelAndView page(TenantId tenant, EditedTenant form, HttpStatus status) {
        return choices.addTo(new ModelAndView("tenant/settings", status))
                .addObject("tenant", tenants.get(tenant))
                .addObject("form", form);
    }
}
