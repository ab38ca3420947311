package dev.baton.identity.web;

import java.util.Set;
import dev.baton.identity.Email;
import dev.baton.identity.InvitationDesk;
import dev.baton.identity.TenantList;
import dev.baton.identity.key.ApiKeys;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.web.EditConflict;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.InvalidSlug;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Slug;
import dev.baton.tenant.SlugTaken;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.List;
import java.util.UUID;

/** One tenant as the operator sees it. */
@Controller
@RequestMapping("/tenants/{id}")
class TenantController {

    private final TenantDirectory tenants;
    private final TenantList list;
    private final InvitationDesk invitations;
    private final ApiKeys keys;
    private final TenantChoices choices;

    TenantController(
            TenantDirectory tenants,
            TenantList list,
            InvitationDesk invitations,
            ApiKeys keys,
            TenantChoices choices) {
        this.tenants = tenants;
        this.list = list;
        this.invitations = invitations;
        this.keys = keys;
        this.choices = choices;
    }

    @Requires(Permission.TENANTS_READ)
    @GetMapping
    ModelAndView show(@PathVariable UUID id, Actor actor) {
        return page(new TenantId(id), new OwnerForm(""), actor, HttpStatus.OK);
    }

    @Requires(Permission.TENANTS_WRITE)
    @GetMapping("/edit")
    ModelAndView form(@PathVariable UUID id, Actor actor) {
        return form(new TenantId(id), HttpStatus.OK)
                .addObject("form", OperatedTenant.of(tenants.get(new TenantId(id))));
    }

    @Requires(Permission.TENANTS_WRITE)
    @PostMapping
    ModelAndView edit(
            @PathVariable UUID id,
            @Valid @ModelAttribute("form") OperatedTenant typed,
            BindingResult errors,
            @RequestParam(name = EditConflict.TAKEN, defaultValue = "") Set<String> taken,
            Actor actor,
            RedirectAttributes redirect) {
        var tenant = new TenantId(id);
        var form = EditConflict.merged(typed, OperatedTenant.of(tenants.get(tenant)), taken);
        try {
            if (errors.hasErrors() || !edit(tenant, form, errors, actor)) {
                return form(tenant, HttpStatus.UNPROCESSABLE_CONTENT)
                        .addObject("form", form)
                        .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
            }
        } catch (EditedMeanwhile late) {
            var now = tenants.get(tenant);
            return choices.conflict(form, OperatedTenant.of(now), now)
                    .on(
                            form(tenant, HttpStatus.CONFLICT),
                            EditConflict.over(form, now.version()));
        }
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("tenant.edited", form.name()));
        return Redirect.to("/tenants/" + id);
    }

    @Requires(Permission.TENANTS_WRITE)
    @PostMapping("/suspension")
    ModelAndView suspend(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        tenants.suspend(new TenantId(id), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("tenant.suspended"));
        return Redirect.to("/tenants/" + id);
    }

    @Requires(Permission.TENANTS_WRITE)
    @PostMapping("/resumption")
    ModelAndView resume(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        tenants.resume(new TenantId(id), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("tenant.resumed"));
        return Redirect.to("/tenants/" + id);
    }

    @Requires(Permission.TENANTS_WRITE)
    @PostMapping("/owner-invitations")
    ModelAndView inviteOwner(
            @PathVariable UUID id,
            @Valid @ModelAttribute("form") OwnerForm form,
            BindingResult errors,
            Actor actor,
            HttpServletRequest request) {
        var tenant = tenants.get(new TenantId(id));
        if (!errors.hasErrors()) {
            var issued =
                    FormRefusals.attempt(
                            errors,
                            "email",
                            () ->
                                    invitations.inviteOwner(
                                            tenant.id(), new Email(form.email()), actor));
            if (issued.isPresent()) {
                return OwnerLinkPage.of(tenant, issued.get(), request);
            }
        }
        return page(tenant.id(), form, actor, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    /** A stale version is no fault of a field: it is thrown, to be told beside the form. */
    private boolean edit(TenantId id, OperatedTenant form, BindingResult errors, Actor actor) {
        try {
            tenants.editAny(
                    id,
                    form.version(),
                    new Slug(form.slug().strip()),
                    form.settings(),
                    form.limits(),
                    actor);
            return true;
        } catch (InvalidSlug | SlugTaken refusal) {
            FormRefusals.reject(errors, "slug", refusal);
            return false;
        }
    }

    private ModelAndView page(TenantId id, OwnerForm form, Actor actor, HttpStatus status) {
        return new ModelAndView("tenant/show", status)
                .addObject("tenant", tenants.get(id))
                .addObject("platform", id.equals(TenantId.PLATFORM))
                .addObject("users", list.users(List.of(id), actor))
                .addObject("keys", keys.living(id, actor))
                .addObject("rulers", list.rulers(id, actor))
                .addObject("form", form);
    }

    private ModelAndView form(TenantId id, HttpStatus status) {
        return choices.addTo(new ModelAndView("tenant/edit", status))
                .addObject("tenant", tenants.get(id));
    }

    record OwnerForm(@NotBlank String email) {}
}
