package dev.baton.identity.web;

import dev.baton.identity.Email;
import dev.baton.identity.InvitationDesk;
import dev.baton.identity.InvitationId;
import dev.baton.identity.InvitationOutcome;
import dev.baton.identity.InvitationWishes;
import dev.baton.identity.IssuedInvitation;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;
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

import java.util.List;
import java.util.UUID;

/** Invites people into the current tenant; the link is shown once, on the page that answers. */
@Controller
@RequestMapping("/users")
class UserInvitationController {

    private final InvitationDesk invitations;
    private final RoleChoices roles;

    UserInvitationController(InvitationDesk invitations, RoleChoices roles) {
        this.invitations = invitations;
        this.roles = roles;
    }

    @Requires(Permission.USERS_WRITE)
    @GetMapping("/new")
    ModelAndView form(Actor actor) {
        return form(new InvitationForm("", null), actor, HttpStatus.OK);
    }

    @Requires(Permission.USERS_WRITE)
    @PostMapping("/invitations")
    ModelAndView invite(
            @Valid @ModelAttribute("form") InvitationForm form,
            BindingResult errors,
            Actor actor,
            HttpServletRequest request) {
        var role = form.role();
        if (!errors.hasErrors() && role != null) {
            var made =
                    FormRefusals.attempt(
                            errors,
                            "email",
                            () -> invite(InvitationWishes.of(form.email()), role, actor, request));
            if (made.isPresent()) {
                return made.get();
            }
        }
        return form(form, actor, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    @Requires(Permission.USERS_WRITE)
    @PostMapping("/invitations/{id}/renewal")
    ModelAndView renew(
            @PathVariable UUID id, TenantId tenant, Actor actor, HttpServletRequest request) {
        var issued = invitations.renew(new InvitationId(tenant, id), actor);
        return link(issued, request, HttpStatus.OK);
    }

    @Requires(Permission.USERS_WRITE)
    @PostMapping("/invitations/{id}/revocation")
    ModelAndView revoke(
            @PathVariable UUID id, TenantId tenant, Actor actor, RedirectAttributes redirect) {
        invitations.revoke(new InvitationId(tenant, id), actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.users.revoked"));
        return Redirect.to("/users");
    }

    /** One address that is refused is told at its field; of several, each is told. */
    private ModelAndView invite(
            InvitationWishes wishes, Role role, Actor actor, HttpServletRequest request) {
        var addresses = wishes.addresses();
        if (addresses.size() > 1) {
            return links(invitations.invite(actor.tenant(), wishes, role, actor), request);
        }
        var only = new Email(addresses.isEmpty() ? "" : addresses.getFirst());
        var issued = invitations.invite(actor.tenant(), only, role, actor);
        return link(issued, request, HttpStatus.CREATED);
    }

    private static ModelAndView links(
            List<InvitationOutcome> outcomes, HttpServletRequest request) {
        var rows = outcomes.stream().map(it -> InvitedRow.of(it, request)).toList();
        return new ModelAndView("identity/invited-several", HttpStatus.CREATED)
                .addObject("rows", rows)
                .addObject("made", rows.stream().filter(it -> it.link() != null).count());
    }

    private ModelAndView form(InvitationForm form, Actor actor, HttpStatus status) {
        return new ModelAndView("identity/invite", status)
                .addObject("form", form)
                .addObject("roles", roles.reachedBy(actor));
    }

    private static ModelAndView link(
            IssuedInvitation issued, HttpServletRequest request, HttpStatus status) {
        return new ModelAndView("identity/invited", status)
                .addObject("email", issued.invitation().email().value())
                .addObject("expiresAt", issued.invitation().expiresAt())
                .addObject("link", OwnAddress.of(request, issued.path()));
    }

    record InvitationForm(@NotBlank String email, @NotNull @Nullable Role role) {}
}
