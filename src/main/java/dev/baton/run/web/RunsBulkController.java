package dev.baton.run.web;

import dev.baton.platform.Page;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.web.BulkDesk;
import dev.baton.platform.web.BulkRequest;
import dev.baton.platform.web.BulkTask;
import dev.baton.platform.web.UnknownBulkAction;
import dev.baton.run.RunAction;
import dev.baton.run.RunDesk;
import dev.baton.run.RunFilter;
import dev.baton.run.RunSelection;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.work.Priority;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.Clock;
import java.util.UUID;

/** Does to many runs what may be done to one. */
@Controller
class RunsBulkController {

    /** What the buttons that change the priority send, before its name. */
    private static final String PRIORITY = "priority-";

    private final RunDesk runs;
    private final RunWork work;
    private final RunSelection selection;
    private final TenantDirectory tenants;
    private final BulkDesk desk;
    private final Clock clock;

    RunsBulkController(
            RunDesk runs,
            RunWork work,
            RunSelection selection,
            TenantDirectory tenants,
            BulkDesk desk,
            Clock clock) {
        this.runs = runs;
        this.work = work;
        this.selection = selection;
        this.tenants = tenants;
        this.desk = desk;
        this.clock = clock;
    }

    @PostMapping("/runs/bulk")
    @Requires(Permission.RUNS_WRITE)
    ModelAndView run(
            @ModelAttribute("bulk") BulkRequest bulk,
            @ModelAttribute("query") RunQuery query,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        var action = action(bulk.wanted());
        var filter = query.filter(clock.instant(), tenants.get(tenant).zone());
        var task =
                new BulkTask(
                        "/runs",
                        "run.bulk." + bulk.wanted(),
                        action == RunAction.CANCEL || action.begins(),
                        _ -> matching(tenant, filter, action),
                        id -> name(tenant, id),
                        work.of(action, priority(bulk.wanted()), actor, CurrentTrace.of(request)));
        return desk.run(task, bulk, redirect);
    }

    private static RunAction action(String wanted) {
        if (wanted.startsWith(PRIORITY)) {
            return RunAction.PRIORITY;
        }
        return RunAction.ofWire(wanted)
                .filter(action -> action != RunAction.PRIORITY)
                .orElseThrow(UnknownBulkAction::new);
    }

    /** Null where the button changes something else. */
    private static @Nullable Priority priority(String wanted) {
        return wanted.startsWith(PRIORITY)
                ? Priority.ofWire(wanted.substring(PRIORITY.length()))
                        .orElseThrow(UnknownBulkAction::new)
                : null;
    }

    private Page<UUID> matching(TenantId tenant, RunFilter filter, RunAction action) {
        return new Page<>(selection.matching(tenant, filter, action, BulkDesk.MOST + 1), null);
    }

    private String name(TenantId tenant, UUID id) {
        var title = runs.get(tenant, id).head().title();
        return title == null ? id.toString() : title;
    }
}
