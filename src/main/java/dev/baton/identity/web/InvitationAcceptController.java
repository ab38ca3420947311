package dev.baton.identity.web;

import dev.baton.identity.Invitation;
import dev.baton.identity.InvitationDesk;
import dev.baton.identity.InvitationNotFound;
import dev.baton.identity.Profile;
import dev.baton.identity.Standing;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.TenantDirectory;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

import java.util.Locale;

/** Where an invitation's link leads: to an account, by way of the sign-in, and into the tenant. */
@Controller
class InvitationAcceptController {

    private final InvitationDesk invitations;
    private final TenantDirectory tenants;
    private final ConsoleSession sessions;

    InvitationAcceptController(
            InvitationDesk invitations,
            TenantDirectory tenants,
            ConsoleSession sessions) {
        this.invitations = invitations;
        this.tenants = tenants;
        this.sessions = sessions;
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @GetMapping("/invitations/{token}")
    ModelAndView show(@PathVariable String token, HttpServletRequest request) {
        var asked = request.getParameterMap();
        return page(token, new NewPerson("", ""), HttpStatus.OK)
                .addObject("known", asked.containsKey("known") || asked.containsKey("made"))
                .addObject("made", asked.containsKey("made"));
    }

    /** Leads on to the sign-in, whether or not the address had an account before. */
    @OpenTo(OpenTo.Audience.EVERYBODY)
    @PostMapping("/invitations/{token}")
    ModelAndView makeAccount(
            @PathVariable String token,
            @Valid @ModelAttribute("form") NewPerson form,
            BindingResult errors,
            Locale locale) {
        if (!errors.hasErrors()) {
            var profile = Profile.of(form.name().strip(), locale);
            if (FormRefusals.attempt(
                    errors,
                    "password",
                    () -> invitations.makeAccount(token, profile, form.password()))) {
                return Redirect.to("/invitations/" + token + "?made");
            }
        }
        return page(token, form, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @PostMapping("/invitations/{token}/acceptance")
    ModelAndView joinAsMyself(@PathVariable String token, HttpServletRequest request) {
        var standing = Person.current().map(Person::standing).orElseThrow(InvitationNotFound::new);
        var joined = invitations.accept(token, standing.account());
        sessions.choose(joined.tenant(), request);
        return Redirect.to("/dashboard");
    }

    @ExceptionHandler
    ModelAndView doesNotCount(InvitationNotFound exception) {
        return new ModelAndView("identity/invitation-void", HttpStatus.NOT_FOUND);
    }

    private ModelAndView page(String token, NewPerson form, HttpStatus status) {
        var invitation = invitations.open(token);
        return new ModelAndView("identity/invitation", status)
                .addObject("token", token)
                .addObject("form", form)
                .addObject("email", invitation.email().value())
                .addObject("role", invitation.role().wire())
                .addObject("invitedBy", invitation.invitedBy())
                .addObject("tenant", tenants.get(invitation.tenant()).name())
                .addObject("way", wayIn(invitation))
                .addObject("known", false)
                .addObject("made", false);
    }

    private static Way wayIn(Invitation invitation) {
        var present = Person.current().map(Person::standing).map(Standing::email);
        if (present.isPresent()) {
            return present.get().equals(invitation.email()) ? Way.JOIN : Way.SOMEBODY_ELSE;
        }
        return Way.VISITOR;
    }

    /** What whoever opened the link can do next. */
    enum Way {
        VISITOR,
        JOIN,
        SOMEBODY_ELSE
    }

    record NewPerson(@NotBlank @Size(max = 120) String name, @NotBlank String password) {}
}
