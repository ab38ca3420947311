package dev.baton.identity.web;

import dev.baton.identity.AccountCare;
import dev.baton.identity.ResetNotFound;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.OpenTo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where a link for a new password leads: set it, then sign in with it. */
@Controller
@RequestMapping("/password-resets/{token}")
class PasswordResetController {

    private final AccountCare care;
    private final DeviceCookie devices;

    PasswordResetController(AccountCare care, DeviceCookie devices) {
        this.care = care;
        this.devices = devices;
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @GetMapping
    ModelAndView show(@PathVariable String token) {
        return page(token, HttpStatus.OK).addObject("form", new NewPassword(""));
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @PostMapping
    ModelAndView reset(
            @PathVariable String token,
            @Valid @ModelAttribute("form") NewPassword form,
            BindingResult errors,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!errors.hasErrors()) {
            var account =
                    FormRefusals.attempt(
                            errors, "password", () -> care.reset(token, form.password()));
            if (account.isPresent()) {
                // Else who guessed at the old password would keep its owner from using the new one.
                devices.remember(account.get(), request, response);
                return Redirect.to("/login?reset");
            }
        }
        return page(token, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @ExceptionHandler
    ModelAndView doesNotCount(ResetNotFound exception) {
        return new ModelAndView("identity/reset-void", HttpStatus.NOT_FOUND);
    }

    private ModelAndView page(String token, HttpStatus status) {
        return new ModelAndView("identity/reset", status)
                .addObject("token", token)
                .addObject("email", care.open(token).email().value());
    }

    record NewPassword(@NotBlank String password) {}
}
