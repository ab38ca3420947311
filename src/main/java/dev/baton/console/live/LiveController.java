package dev.baton.console.live;

import dev.baton.identity.AccountId;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

import java.io.IOException;

/** The stream that an open page listens to, and the word that somebody is still there. */
@Controller
class LiveController {

    private final LiveStreams streams;

    LiveController(LiveStreams streams) {
        this.streams = streams;
    }

    /**
     * @param since when the page was asked for, in milliseconds since 1970; null where that does
     *     not matter
     */
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Requires(Permission.TENANT_READ)
    void stream(
            Actor actor,
            @RequestParam(required = false) @Nullable Long since,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var viewer =
                new LiveViewer(
                        actor.tenant(),
                        new AccountId(actor.requiredId()),
                        request.getSession().getId());
        streams.open(viewer, since, request, response);
    }

    /** Asking is using: the session's time begins anew. */
    @PostMapping("/session/use")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stay(HttpServletResponse response) {}
}
