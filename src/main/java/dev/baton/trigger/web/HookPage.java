package dev.baton.trigger.web;

import dev.baton.trigger.MadeTrigger;
import dev.baton.trigger.TriggerKind.Hook;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Shows a webhook's address and secret, this once. */
final class HookPage {

    private HookPage() {}

    static ModelAndView of(MadeTrigger made, HttpServletRequest request) {
        var base = ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
        var page =
                new ModelAndView(
                                "trigger/hook",
                                made.token() == null ? HttpStatus.OK : HttpStatus.CREATED)
                        .addObject("trigger", made.trigger())
                        .addObject(
                                "hookAddress",
                                made.token() == null ? null : base + "/hooks/" + made.token())
                        .addObject("secret", made.secret());
        return made.trigger().kind() instanceof Hook hook
                ? page.addObject("samples", SendSample.of(hook.signature()))
                : page;
    }
}
