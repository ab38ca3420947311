package dev.baton.identity.web;

import dev.baton.identity.Email;
import dev.baton.identity.TenantList;
import dev.baton.identity.TenantOnboarding;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Slug;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;


/** The operator's list of tenants, and opening a new one with the link for its first owner. */
@Controller
@RequestMapping("/tenants")
class TenantsController {

    private final TenantList tenants;
    private final TenantRows rows;
    private final TenantOnboarding onboarding;
    private final TenantChoices choices;

    TenantsController(
            TenantList tenants,
            TenantRows rows,
            TenantOnboarding onboarding,
            TenantChoices choices) {
        this.tenants = tenants;
        this.rows = rows;
        this.onboarding = onboarding;
        this.choices = choices;
    }

    @Requires(Permission.TENANTS_READ)
    @GetMapping
    ModelAndView index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after,
            Actor actor) {
        var wanted = TenantChoices.status(status);
        return new ModelAndView("tenant/index")
                .addObject("statuses", choices.statuses())
                .addObject(
                        "tenants",
                        rows.of(
                                tenants.page(
                                        q, wanted, sort, after, Page.DEFAULT_LIMIT, actor)));
    }

    @Requires(Permission.TENANTS_WRITE)
    @GetMapping("/new")
    ModelAndView form(Actor actor) {
        return form(NewTenant.blank(), HttpStatus.OK);
    }

    @Requires(Permission.TENANTS_WRITE)
    @PostMapping
    ModelAndView open(
            @Valid @ModelAttribute("form") NewTenant form,
            BindingResult errors,
            Actor actor,
            HttpServletRequest request) {
        if (!errors.hasErrors()) {
            var opened =
                    FormRefusals.attempt(
                            errors,
                            "slug",
                            () ->
                                    onboarding.open(
                                            new Slug(form.slug()),
                                            form.currency(),
                                            form.settings(),
                                            form.limits(),
                                            new Email(form.email()),
                                            actor));
            if (opened.isPresent()) {
                return opened(opened.get(), request);
            }
        }
        return form(form, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    private ModelAndView form(NewTenant form, HttpStatus status) {
        return choices.addTo(new ModelAndView("tenant/new", status)).addObject("form", form);
    }

    private static ModelAndView opened(TenantOnboarding.Opened opened, HttpServletRequest request) {
        return OwnerLinkPage.of(opened.tenant(), opened.invitation(), request);
    }
}
