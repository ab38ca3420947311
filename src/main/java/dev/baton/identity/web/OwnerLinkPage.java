package dev.baton.identity.web;

import dev.baton.identity.IssuedInvitation;
import dev.baton.tenant.Tenant;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** The page that shows the link for a tenant's owner, this once. */
final class OwnerLinkPage {

    private OwnerLinkPage() {}

    static ModelAndView of(Tenant tenant, IssuedInvitation issued, HttpServletRequest request) {
        return new ModelAndView("tenant/invited", HttpStatus.CREATED)
                .addObject("tenant", tenant)
                .addObject("email", issued.invitation().email().value())
                .addObject("expiresAt", issued.invitation().expiresAt())
                .addObject("link", OwnAddress.of(request, issued.path()));
    }
}
