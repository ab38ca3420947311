package dev.baton.identity.web;

import dev.baton.identity.TenantList;
import dev.baton.platform.web.BulkDesk;
import dev.baton.platform.web.BulkRequest;
import dev.baton.platform.web.BulkTask;
import dev.baton.platform.web.ListExport;
import dev.baton.platform.web.UnknownBulkAction;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantStatus;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Suspends or resumes many tenants at once. */
@Controller
class TenantsBulkController {

    private final TenantList tenants;
    private final TenantDirectory directory;
    private final BulkDesk desk;

    TenantsBulkController(TenantList tenants, TenantDirectory directory, BulkDesk desk) {
        this.tenants = tenants;
        this.directory = directory;
        this.desk = desk;
    }

    @PostMapping("/tenants/bulk")
    @Requires(Permission.TENANTS_WRITE)
    ModelAndView run(
            @ModelAttribute("bulk") BulkRequest bulk,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            Actor actor,
            RedirectAttributes redirect) {
        var wanted = status(status, bulk.wanted());
        var task =
                new BulkTask(
                        "/tenants",
                        "tenant.bulk." + bulk.wanted(),
                        bulk.wanted().equals("suspend"),
                        after ->
                                tenants.page(q, wanted, null, after, ListExport.PAGE, actor)
                                        .map(tenant -> tenant.id().value()),
                        id -> directory.get(new TenantId(id)).name(),
                        work(bulk.wanted(), actor),
                        ids -> users(bulk.wanted(), ids, actor));
        return desk.run(task, bulk, redirect);
    }

    /** Of all that match, those it is done to already would be in the way of the rest. */
    private static TenantStatus status(String chosen, String action) {
        var status = TenantChoices.status(chosen);
        if (status != null) {
            return status;
        }
        return action.equals("resume") ? TenantStatus.SUSPENDED : TenantStatus.ACTIVE;
    }

    /** Only the words about suspending tell them. */
    private OptionalLong users(String action, List<UUID> ids, Actor by) {
        return action.equals("suspend")
                ? OptionalLong.of(tenants.users(ids.stream().map(TenantId::new).toList(), by))
                : OptionalLong.empty();
    }

    private Consumer<UUID> work(String action, Actor by) {
        return switch (action) {
            case "suspend" -> id -> directory.suspend(new TenantId(id), by);
            case "resume" -> id -> directory.resume(new TenantId(id), by);
            default -> throw new UnknownBulkAction();
        };
    }
}
