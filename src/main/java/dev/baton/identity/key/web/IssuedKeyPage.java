package dev.baton.identity.key.web;

import dev.baton.identity.key.IssuedKey;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The page that shows a key's token, once. */
final class IssuedKeyPage {

    private IssuedKeyPage() {}

    static ModelAndView of(IssuedKey issued, HttpServletRequest request) {
        var base = ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
        return new ModelAndView("identity/key/issued", HttpStatus.CREATED)
                .addObject("key", issued.key())
                .addObject("token", issued.token())
                .addObject("usage", KeyUsage.of(base, issued.token(), issued.key().scopes()));
    }
}
