package dev.baton.agent.web;

import dev.baton.agent.AgentFilter;
import dev.baton.agent.AgentId;
import dev.baton.agent.AgentRegistry;
import dev.baton.platform.Page;
import dev.baton.platform.web.BulkDesk;
import dev.baton.platform.web.BulkRequest;
import dev.baton.platform.web.BulkTask;
import dev.baton.platform.web.ListExport;
import dev.baton.platform.web.UnknownBulkAction;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Switches many agents on or off at once. */
@Controller
class AgentsBulkController {

    private final AgentRegistry registry;
    private final BulkDesk desk;

    AgentsBulkController(AgentRegistry registry, BulkDesk desk) {
        this.registry = registry;
        this.desk = desk;
    }

    @PostMapping("/agents/bulk")
    @Requires(Permission.AGENTS_WRITE)
    ModelAndView run(
            @ModelAttribute("bulk") BulkRequest bulk,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String capability,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String status,
            Actor actor,
            RedirectAttributes redirect) {
        var filter = new AgentFilter(q, capability, status, kind);
        var task =
                new BulkTask(
                        "/agents",
                        "agent.bulk." + bulk.wanted(),
                        false,
                        after -> switchable(filter, after, bulk.wanted(), actor),
                        id -> registry.see(id, actor).name(),
                        work(bulk.wanted(), actor));
        return desk.run(task, bulk, redirect);
    }

    private Consumer<UUID> work(String action, Actor by) {
        return switch (action) {
            case "enable" -> id -> registry.enable(new AgentId(by.tenant(), id), by);
            case "disable" -> id -> registry.disable(new AgentId(by.tenant(), id), by);
            default -> throw new UnknownBulkAction();
        };
    }

    /**
     * Those that the platform shares are not the tenant's to switch; those that are as wanted
     * already would be in the way of the rest.
     */
    private Page<UUID> switchable(
            AgentFilter filter, @Nullable String after, String action, Actor by) {
        var page = registry.list(filter, after, ListExport.PAGE, by);
        var ids =
                page.data().stream()
                        .filter(agent -> agent.owner().equals(by.tenant()))
                        .filter(agent -> agent.isEnabled() == action.equals("disable"))
                        .map(agent -> agent.id().value())
                        .toList();
        return new Page<>(ids, page.nextCursor());
    }
}
