package dev.baton.webhook.web;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.AddressChecks;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Looks at an address while somebody fills in the form; without scripts the form itself does. */
@Controller
class AddressController {

    private final AddressChecks checks;

    AddressController(AddressChecks checks) {
        this.checks = checks;
    }

    @PostMapping("/webhooks/address-check")
    @Requires(Permission.WEBHOOKS_WRITE)
    String check(TenantId tenant, Actor by, @RequestParam(defaultValue = "") String url, Model model) {
        model.addAttribute("check", checks.check(url, by));
        return "webhook/_address :: check";
    }
}
