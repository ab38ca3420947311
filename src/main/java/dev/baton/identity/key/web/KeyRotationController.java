package dev.baton.identity.key.web;

import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyNotRotatable;
import dev.baton.identity.key.KeyRefused;
import dev.baton.identity.key.KeyTraffic;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Question;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lets a new key take the place of an old one, which holds on for as long as one chooses. */
@Controller
class KeyRotationController {

    private final ApiKeys keys;
    private final KeyTraffic traffic;

    KeyRotationController(ApiKeys keys, KeyTraffic traffic) {
        this.keys = keys;
        this.traffic = traffic;
    }

    @Requires(Permission.KEYS_WRITE)
    @PostMapping("/keys/{id}/rotation")
    ModelAndView rotate(
            @PathVariable UUID id,
            @RequestParam(defaultValue = KeyChoices.USUAL_GRACE) int grace,
            @RequestParam(name = Question.CONFIRMED, defaultValue = "false") boolean confirmed,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var old = new ApiKeyId(tenant, id);
        if (grace == 0 && !confirmed) {
            return Question.page(
                    "key.rotate.now",
                    keys.find(old, actor).name(),
                    traffic.ofLastDay(tenant, List.of(id)),
                    "/keys/" + id + "/rotation",
                    Map.of("grace", "0"),
                    "/keys/" + id);
        }
        try {
            var issued = keys.rotate(old, Duration.ofSeconds(grace), actor);
            return IssuedKeyPage.of(issued, request).addObject("old", keys.find(old, actor));
        } catch (KeyRefused | KeyNotRotatable refusal) {
            redirect.addFlashAttribute(Flash.ATTRIBUTE, told(refusal));
            return Redirect.to("/keys/" + id);
        }
    }

    /** The first thing that is wrong, in the words of forms. */
    private static Flash told(Problem refusal) {
        var key = "problem." + refusal.code();
        return refusal.fields().isEmpty()
                ? Flash.failed(
                        null,
                        key,
                        refusal.arguments().stream().map(Object::toString).toArray(String[]::new))
                : Flash.failed(null, key + "." + refusal.fields().getFirst().code());
    }
}
