package dev.baton.run.api;

import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.platform.trace.Trace;
import dev.baton.run.RunAction;
import dev.baton.run.RunControl;
import dev.baton.run.RunHead;
import dev.baton.run.RunKey;
import dev.baton.run.RunSelection;
import dev.baton.run.RunSuccessors;
import dev.baton.run.RunsDiffer;
import dev.baton.run.api.RunBulkJson.OutcomeJson;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.work.Priority;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Does one thing to many runs, one after the other, and goes on after one that refuses. */
@RestController
@Tag(name = "Runs")
@RequestMapping("/api/v1/runs/bulk")
class RunBulkApi {

    private static final Logger LOG = LoggerFactory.getLogger(RunBulkApi.class);

    /** What is asked of each run. */
    private record Wanted(
            Actor by,
            RunAction action,
            @Nullable Priority priority,
            String reason,
            @Nullable String key,
            Trace trace) {}

    private final RunControl control;
    private final RunSuccessors successors;
    private final RunSelection selection;

    RunBulkApi(RunControl control, RunSuccessors successors, RunSelection selection) {
        this.control = control;
        this.successors = successors;
        this.selection = selection;
    }

    @Operation(
            operationId = "changeRuns",
            summary = "Cancel, pause, resume, retry or restart many runs, or change their priority",
            description =
                    "Names the runs by ids, 200 at most, or by a filter together with the number"
                        + " that it leaves. The answer says of each what was done or why not. Under"
                        + " an Idempotency-Key each run is tried again or restarted once, however"
                        + " often the request comes.")
    @PostMapping
    @Requires(Permission.RUNS_WRITE)
    RunBulkJson change(
            Actor by,
            TenantId tenant,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody RunBulkRequest asked,
            HttpServletRequest request) {
        var action = asked.checkedAction();
        var wanted =
                new Wanted(
                        by,
                        action,
                        asked.checkedPriority(action),
                        asked.checkedReason(action),
                        key,
                        CurrentTrace.of(request));
        IdempotencyKey.check(key);
        var ids = asked.checkedIds();
        return RunBulkJson.of(
                action.wire(), work(ids.isEmpty() ? matching(tenant, asked, action) : ids, wanted));
    }

    private List<UUID> matching(TenantId tenant, RunBulkRequest asked, RunAction action) {
        var expected = asked.checkedExpectation();
        var filter = Objects.requireNonNull(asked.filter()).filter("filter.");
        var ids = selection.matching(tenant, filter, action, RunBulkRequest.MOST + 1);
        if (ids.size() != expected) {
            throw new RunsDiffer(expected, RunBulkRequest.MOST, ids.size());
        }
        return ids;
    }

    private List<OutcomeJson> work(List<UUID> ids, Wanted wanted) {
        var results = new ArrayList<OutcomeJson>();
        for (var id : ids) {
            try {
                results.add(new OutcomeJson(id.toString(), true, done(id, wanted), null));
            } catch (Problem refusal) {
                results.add(OutcomeJson.refused(id, refusal.code(), refusal.getMessage()));
            } catch (DataAccessException | TransactionException failure) {
                LOG.warn(
                        "Run {} of {} could not be changed",
                        results.size() + 1,
                        ids.size(),
                        failure);
                ids.subList(results.size(), ids.size())
                        .forEach(
                                left ->
                                        results.add(
                                                OutcomeJson.refused(
                                                        left,
                                                        "bulk_stopped",
                                                        "The database is busy; try again.")));
                break;
            }
        }
        return results;
    }

    /** Id of the run that began by it; null for none. */
    private @Nullable String done(UUID id, Wanted wanted) {
        var by = wanted.by();
        RunHead begun = null;
        switch (wanted.action()) {
            case CANCEL -> control.cancel(by, id, wanted.reason());
            case PAUSE -> control.pause(by, id, wanted.reason());
            case RESUME -> control.resume(by, id);
            case PRIORITY -> control.setPriority(by, id, Objects.requireNonNull(wanted.priority()));
            case RETRY -> begun = successors.retry(by, id, key(id, wanted), wanted.trace());
            case RESTART -> begun = successors.restart(by, id, key(id, wanted), wanted.trace());
            case RESTART_NEWEST ->
                    begun = successors.restartNewest(by, id, key(id, wanted), wanted.trace());
        }
        return begun == null ? null : begun.id().toString();
    }

    private static @Nullable RunKey key(UUID id, Wanted wanted) {
        return IdempotencyKey.of(
                wanted.key(), "POST /api/v1/runs/bulk " + id, wanted.action().wire());
    }
}
