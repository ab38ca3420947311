package dev.baton.identity.web;

import dev.baton.identity.IssuedReset;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** The page that shows the link for a new password, this once. */
final class ResetLinkPage {

    private ResetLinkPage() {}

    /** @param back the page it was asked for on */
    static ModelAndView of(IssuedReset issued, String back, HttpServletRequest request) {
        return new ModelAndView("identity/reset-link", HttpStatus.CREATED)
                .addObject("email", issued.email().value())
                .addObject("expiresAt", issued.expiresAt())
                .addObject("back", back)
                .addObject("link", OwnAddress.of(request, issued.path()));
    }
}
