package dev.baton.agent.web;

import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Lets tenants use an agent of the platform, one at a time. */
@Controller
@RequestMapping("/agents/{id}/grants")
class AgentGrantsController {

    private final AgentRegistry registry;
    private final TenantDirectory tenants;

    AgentGrantsController(AgentRegistry registry, TenantDirectory tenants) {
        this.registry = registry;
        this.tenants = tenants;
    }

    @PostMapping
    @Requires(Permission.SHARING_WRITE)
    String share(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String slug,
            Actor actor,
            RedirectAttributes redirect) {
        var agent = registry.own(new AgentId(actor.tenant(), id), actor);
        var flash =
                tenants.findBySlug(slug.strip().toLowerCase(Locale.ROOT))
                        .map(
                                tenant -> {
                                    registry.share(agent.id(), tenant.id(), actor);
                                    return Flash.done("agent.shared.with", tenant.name())
                                            .undoneBy(removal(id, tenant.id()));
                                })
                        .orElseGet(() -> Flash.warning("agent.shared.unknown", slug));
        redirect.addFlashAttribute(Flash.ATTRIBUTE, flash);
        return "redirect:/agents/" + id;
    }

    @PostMapping("/{tenant}/removal")
    @Requires(Permission.SHARING_WRITE)
    String unshare(
            @PathVariable UUID id,
            @PathVariable UUID tenant,
            Actor actor,
            RedirectAttributes redirect) {
        var from = tenants.get(new TenantId(tenant));
        registry.unshare(new AgentId(actor.tenant(), id), from.id(), actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("agent.shared.not", from.name())
                        .undoneBy("/agents/" + id + "/grants", Map.of("slug", from.slug())));
        return "redirect:/agents/" + id;
    }

    private static String removal(UUID agent, TenantId tenant) {
        return "/agents/" + agent + "/grants/" + tenant + "/removal";
    }
}
