package dev.baton.trigger.api;

import dev.baton.platform.memory.Holding;
import dev.baton.platform.memory.NoRoom;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.tenant.OpenTo;
import dev.baton.trigger.HookTooLarge;
import dev.baton.trigger.Hooks;
import dev.baton.trigger.Trigger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.UUID;

/** Where requests from outside come to. */
@RestController
@Tag(name = "Triggers")
class HookApi {

    private final Hooks hooks;

    HookApi(Hooks hooks) {
        this.hooks = hooks;
    }

    /** The run that began, or had begun for the same delivery. */
    record Received(UUID runId) {}

    @SecurityRequirements
    @Operation(
            operationId = "receiveHook",
            summary = "Begin the run of a webhook trigger",
            description = "The token in the address is the right; a delivery counts once.")
    @PostMapping("/hooks/{token}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @OpenTo(OpenTo.Audience.EVERYBODY)
    Received receive(@PathVariable String token, HttpServletRequest request) throws IOException {
        var trigger = hooks.find(token, request.getRemoteAddr());
        if (request.getContentLengthLong() > HookTooLarge.MOST) {
            throw new HookTooLarge();
        }
        countFor(trigger, request);
        var body = request.getInputStream().readNBytes(HookTooLarge.MOST + 1);
        if (body.length > HookTooLarge.MOST) {
            throw new HookTooLarge();
        }
        var run =
                hooks.receive(
                        trigger,
                        new Hooks.Request(request::getHeader, body, request.getRemoteAddr()),
                        CurrentTrace.of(request));
        return new Received(run);
    }

    /** The body counts for the tenant, as those of its keys do. */
    private static void countFor(Trigger trigger, HttpServletRequest request) {
        if (request.getAttribute(Holding.ATTRIBUTE) instanceof Holding held) {
            try {
                held.countFor(trigger.id().tenant().value());
            } catch (NoRoom full) {
                throw full.problem();
            }
        }
    }
}
