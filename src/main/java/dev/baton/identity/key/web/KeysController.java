package dev.baton.identity.key.web;

import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyState;
import dev.baton.identity.key.KeyView;
import dev.baton.platform.Page;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

import java.util.UUID;

/** The API keys of the current tenant. */
@Controller
@RequestMapping("/keys")
class KeysController {

    private final ApiKeys keys;
    private final KeyChoices choices;

    KeysController(ApiKeys keys, KeyChoices choices) {
        this.keys = keys;
        this.choices = choices;
    }

    @Requires(Permission.KEYS_READ)
    @GetMapping
    ModelAndView index(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID after,
            TenantId tenant,
            Actor actor) {
        var wanted = KeyState.ofWire(state);
        var page = keys.list(tenant, wanted.orElse(null), after, Page.DEFAULT_LIMIT, actor);
        return new ModelAndView("identity/key/index")
                .addObject("keys", page)
                .addObject("states", choices.states())
                .addObject("filtered", wanted.isPresent() || after != null);
    }

    @Requires(Permission.KEYS_READ)
    @GetMapping("/{id}")
    ModelAndView show(@PathVariable UUID id, TenantId tenant, Actor actor) {
        var key = keys.find(new ApiKeyId(tenant, id), actor);
        return new ModelAndView("identity/key/show")
                .addObject("key", key)
                .addObject("scopes", key.scopes().stream().sorted().map(choices::words).toList())
                .addObject("graces", choices.graces())
                .addObject("rotatable", isRotatable(key, actor))
                .addObject("revocable", isRevocable(key, actor));
    }

    @Requires(Permission.KEYS_WRITE)
    @PostMapping("/{id}/revocation")
    ModelAndView revoke(
            @PathVariable UUID id, TenantId tenant, Actor actor, RedirectAttributes redirect) {
        var key = new ApiKeyId(tenant, id);
        var name = keys.find(key, actor).name();
        keys.revoke(key, actor);
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("key.revoked", name));
        return new ModelAndView(new RedirectView("/keys", true));
    }

    private static boolean isRotatable(KeyView key, Actor actor) {
        return key.state() == KeyState.ACTIVE
                && !key.isEnding()
                && actor.may(Permission.KEYS_WRITE)
                && actor.permissions().containsAll(key.scopes());
    }

    private static boolean isRevocable(KeyView key, Actor actor) {
        return key.state() != KeyState.REVOKED && actor.may(Permission.KEYS_WRITE);
    }
}
