package dev.baton.model.web;

import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionSharing;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Map;
import java.util.UUID;

/** Lets tenants use one of the platform's connections; for its operators. */
@Controller
@RequestMapping("/providers/{id}")
class ProviderSharingController {

    private final ConnectionSharing sharing;
    private final TenantDirectory tenants;

    ProviderSharingController(ConnectionSharing sharing, TenantDirectory tenants) {
        this.sharing = sharing;
        this.tenants = tenants;
    }

    @PostMapping("/tenants")
    @Requires(Permission.SHARING_WRITE)
    ModelAndView share(
            TenantId owner,
            Actor by,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String slug,
            RedirectAttributes redirect) {
        var tenant = tenants.findBySlug(slug.strip());
        if (tenant.isEmpty()) {
            return back(id, Flash.failed(null, "connection.sharing.unknown", slug), redirect);
        }
        sharing.share(new ConnectionId(owner, id), tenant.get().id(), by);
        var removal = "/providers/" + id + "/tenants/" + tenant.get().id() + "/removal";
        return back(
                id,
                Flash.done("connection.sharing.added", tenant.get().name()).undoneBy(removal),
                redirect);
    }

    @PostMapping("/tenants/{tenant}/removal")
    @Requires(Permission.SHARING_WRITE)
    ModelAndView unshare(
            TenantId owner,
            Actor by,
            @PathVariable UUID id,
            @PathVariable UUID tenant,
            RedirectAttributes redirect) {
        var holder = tenants.get(new TenantId(tenant));
        sharing.unshare(new ConnectionId(owner, id), holder.id(), by);
        return back(
                id,
                Flash.done("connection.sharing.removed", holder.name())
                        .undoneBy("/providers/" + id + "/tenants", Map.of("slug", holder.slug())),
                redirect);
    }

    /** Whether tenants created from now on may use it at once. */
    @PostMapping("/offer")
    @Requires(Permission.SHARING_WRITE)
    ModelAndView offer(
            TenantId owner,
            Actor by,
            @PathVariable UUID id,
            @RequestParam boolean offered,
            RedirectAttributes redirect) {
        sharing.offerToNewTenants(new ConnectionId(owner, id), offered, by);
        return back(
                id,
                Flash.done(offered ? "connection.offer.made" : "connection.offer.withdrawn")
                        .undoneBy(
                                "/providers/" + id + "/offer",
                                Map.of("offered", Boolean.toString(!offered))),
                redirect);
    }

    private static ModelAndView back(UUID id, Flash flash, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Flash.ATTRIBUTE, flash);
        return new ModelAndView("redirect:/providers/" + id);
    }
}
