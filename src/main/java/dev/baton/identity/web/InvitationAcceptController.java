package dev.baton.identity.web;

import dev.baton.identity.AccountDirectory;
import dev.baton.identity.Invitation;
import dev.baton.identity.InvitationDesk;
import dev.baton.identity.InvitationNotFound;
import dev.baton.identity.Profile;
import dev.baton.identity.Standing;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.TenantDirectory;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

/** Where an invitation's link leads: join with a new account, or with the one that one has. */
@Controller
class InvitationAcceptController {

    private final InvitationDesk invitations;
    private final AccountDirectory accounts;
    private final TenantDirectory tenants;
    private final ConsoleSession sessions;

    InvitationAcceptController(
            InvitationDesk invitations,
            AccountDirectory accounts,
            TenantDirectory tenants,
            ConsoleSession sessions) {
        this.invitations = invitations;
        this.accounts = accounts;
        this.tenants = tenants;
        this.sessions = sessions;
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @GetMapping("/invitations/{token}")
    ModelAndView show(@PathVariable String token) {
        return page(token, new NewPerson("", ""), HttpStatus.OK);
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @PostMapping("/invitations/{token}")
    ModelAndView join(
            @PathVariable String token,
            @Valid @ModelAttribute("form") NewPerson form,
            BindingResult errors,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!errors.hasErrors()) {
            var profile = Profile.of(form.name().strip(), locale);
            var joined =
                    FormRefusals.attempt(
                            errors,
                            "password",
                            () -> invitations.acceptAsNewPerson(token, profile, form.password()));
            if (joined.isPresent()) {
                var it = joined.get();
                sessions.begin(it.account(), it.tenant(), request, response);
                return Redirect.to("/dashboard");
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
                .addObject("way", wayIn(invitation));
    }

    private Way wayIn(Invitation invitation) {
        var present = Person.current().map(Person::standing).map(Standing::email);
        if (present.isPresent()) {
            return present.get().equals(invitation.email()) ? Way.JOIN : Way.SOMEBODY_ELSE;
        }
        return accounts.find(invitation.email()).isPresent() ? Way.SIGN_IN : Way.NEW;
    }

    /** What whoever opened the link can do next. */
    enum Way {
        NEW,
        SIGN_IN,
        JOIN,
        SOMEBODY_ELSE
    }

    record NewPerson(@NotBlank @Size(max = 120) String name, @NotBlank String password) {}
}
