package dev.baton.identity.key.web;

import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyRefused;
import dev.baton.platform.web.ApiCall;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a key; its token is shown once, on the page that answers. */
@Controller
@RequestMapping("/keys")
class NewKeyController {

    private static final Map<String, String> FORM_FIELDS =
            Map.of("expires_at", "lifetime", "requests_per_minute", "requestsPerMinute");

    private final ApiKeys keys;
    private final KeyChoices choices;
    private final Clock clock;

    NewKeyController(ApiKeys keys, KeyChoices choices, Clock clock) {
        this.keys = keys;
        this.choices = choices;
        this.clock = clock;
    }

    @Requires(Permission.KEYS_WRITE)
    @GetMapping("/new")
    ModelAndView form(TenantId tenant, Actor actor) {
        var empty = new KeyForm("", KeyChoices.usualScopes(actor), KeyChoices.USUAL_DAYS, null, "");
        return form(empty, tenant, actor, HttpStatus.OK);
    }

    @Requires(Permission.KEYS_WRITE)
    @PostMapping
    ModelAndView create(
            @Valid @ModelAttribute("form") KeyForm form,
            BindingResult errors,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request) {
        if (!errors.hasErrors()) {
            try {
                var issued = keys.issue(tenant, form.toNewKey(clock.instant()), actor);
                return IssuedKeyPage.of(issued, request);
            } catch (KeyRefused refusal) {
                reject(errors, refusal);
            }
        }
        return form(form, tenant, actor, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }

    private ModelAndView form(KeyForm form, TenantId tenant, Actor actor, HttpStatus status) {
        return new ModelAndView("identity/key/new", status)
                .addObject("form", form)
                .addObject("script", script(KeyChoices.usualScopes(actor)))
                .addObject("scopes", choices.scopes(tenant, actor))
                .addObject("lifetimes", choices.lifetimes());
    }

    /** A key as the form offers it at first, made by a program. */
    private static ApiCall script(List<String> scopes) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", "web-shop");
        body.put("scopes", scopes);
        return ApiCall.of("POST", "/api/v1/keys", body);
    }

    private static void reject(BindingResult errors, KeyRefused refusal) {
        for (var wrong : refusal.fields()) {
            errors.rejectValue(
                    FORM_FIELDS.getOrDefault(wrong.field(), wrong.field()),
                    "problem.key_refused." + wrong.code(),
                    wrong.message());
        }
    }
}
