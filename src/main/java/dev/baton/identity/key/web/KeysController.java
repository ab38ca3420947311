package dev.baton.identity.key.web;

import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyState;
import dev.baton.identity.key.KeyTraffic;
import dev.baton.identity.key.KeyView;
import dev.baton.platform.Page;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
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

import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The API keys of the current tenant. */
@Controller
@RequestMapping("/keys")
class KeysController {

    private final ApiKeys keys;
    private final KeyTraffic traffic;
    private final KeyChoices choices;
    private final Clock clock;

    KeysController(ApiKeys keys, KeyTraffic traffic, KeyChoices choices, Clock clock) {
        this.keys = keys;
        this.traffic = traffic;
        this.choices = choices;
        this.clock = clock;
    }

    @Requires(Permission.KEYS_READ)
    @GetMapping
    ModelAndView index(
            KeyCriteria criteria,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after,
            TenantId tenant,
            Actor actor) {
        var filter = criteria.filter(clock.instant());
        var page = keys.list(tenant, filter, sort, after, Page.DEFAULT_LIMIT, actor);
        return new ModelAndView("identity/key/index")
                .addObject("keys", KeyRow.of(page, () -> traffic.ofLastDay(tenant)))
                .addObject("states", choices.states())
                .addObject("attentions", choices.attentions())
                .addObject("creators", KeyChoices.same(keys.creators(tenant, actor)))
                .addObject("filtered", !filter.isNone() || after != null);
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
                .addObject("calls", traffic.ofLastDay(tenant, List.of(id)))
                .addObject("dependants", keys.dependants(key.id(), actor))
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
        return Redirect.to("/keys");
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
