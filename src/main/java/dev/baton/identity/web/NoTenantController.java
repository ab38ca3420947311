package dev.baton.identity.web;

import dev.baton.platform.web.Redirect;
import dev.baton.tenant.OpenTo;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Tells people who are signed in but may work nowhere why, and what would help. */
@Controller
class NoTenantController {

    private final Workplaces workplaces;

    NoTenantController(Workplaces workplaces) {
        this.workplaces = workplaces;
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @GetMapping("/no-tenant")
    ModelAndView show() {
        if (Person.current().orElse(null) instanceof PersonWithoutTenant person) {
            return new ModelAndView("identity/no-tenant")
                    .addObject("email", person.standing().email().value())
                    .addObject("tenants", workplaces.ownOf(person.standing()));
        }
        return Redirect.to("/");
    }
}
