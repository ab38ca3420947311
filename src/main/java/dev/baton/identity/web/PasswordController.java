package dev.baton.identity.web;

import dev.baton.identity.AccountDirectory;
import dev.baton.identity.AccountId;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changes one's own password, which ends one's other sessions. */
@Controller
@RequestMapping("/profile/password")
class PasswordController {

    private final AccountDirectory accounts;
    private final ConsoleSession sessions;
    private final DeviceCookie devices;

    PasswordController(
            AccountDirectory accounts, ConsoleSession sessions, DeviceCookie devices) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.devices = devices;
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping
    ModelAndView form(Actor actor) {
        return page(actor, HttpStatus.OK).addObject("form", new PasswordForm("", ""));
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping
    ModelAndView change(
            @Valid @ModelAttribute("form") PasswordForm form,
            BindingResult errors,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        if (!errors.hasErrors()
                && FormRefusals.attempt(errors, "password", () -> change(form, actor, request))) {
            request.changeSessionId();
            devices.remember(new AccountId(actor.requiredId()), request, response);
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.password.changed"));
            return Redirect.to("/profile");
        }
        return page(actor, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private void change(PasswordForm form, Actor actor, HttpServletRequest request) {
        var proof =
                accounts.changePassword(
                        form.current(),
                        form.password(),
                        devices.origin(request),
                        request.getSession().getId(),
                        actor);
        sessions.note(proof, request);
    }

    private ModelAndView page(Actor actor, HttpStatus status) {
        var own = accounts.get(new AccountId(actor.requiredId()));
        return new ModelAndView("identity/password", status)
                .addObject("email", own.email().value());
    }

    record PasswordForm(@NotBlank String current, @NotBlank String password) {}
}
