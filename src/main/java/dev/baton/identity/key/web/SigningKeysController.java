package dev.baton.identity.key.web;

import dev.baton.identity.key.SigningKeys;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The installation's signing keys, for operators. */
@Controller
@RequestMapping("/signing-keys")
class SigningKeysController {

    private final SigningKeys keys;

    SigningKeysController(SigningKeys keys) {
        this.keys = keys;
    }

    @Requires(Permission.SYSTEM_READ)
    @GetMapping
    ModelAndView index(Actor actor) {
        return new ModelAndView("identity/key/signing")
                .addObject("keys", keys.list(actor))
                .addObject("rotatable", actor.may(Permission.SYSTEM_WRITE));
    }

    @Requires(Permission.SYSTEM_WRITE)
    @PostMapping
    ModelAndView rotate(Actor actor, RedirectAttributes redirect) {
        keys.rotate(actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("signing.rotated"));
        return Redirect.to("/signing-keys");
    }
}
