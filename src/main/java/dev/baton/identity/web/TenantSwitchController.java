package dev.baton.identity.web;

import dev.baton.platform.web.Redirect;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantNotFound;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.util.UUID;

/** Changes which tenant the session is about. */
@Controller
class TenantSwitchController {

    private final Workplaces workplaces;
    private final ConsoleSession sessions;

    TenantSwitchController(Workplaces workplaces, ConsoleSession sessions) {
        this.workplaces = workplaces;
        this.sessions = sessions;
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping("/session/tenant")
    ModelAndView enter(@RequestParam UUID tenant, HttpServletRequest request) {
        var id = new TenantId(tenant);
        var entered =
                Person.current()
                        .flatMap(it -> workplaces.enter(it.standing(), id))
                        .orElseThrow(() -> new TenantNotFound(id));
        sessions.choose(entered.id(), request);
        return Redirect.to("/dashboard");
    }
}
