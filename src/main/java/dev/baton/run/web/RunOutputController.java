package dev.baton.run.web;

import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunHistory;
import dev.baton.run.StepRecord;
import dev.baton.run.engine.RunEvent;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** What a run came to, or a step of it, to take along. */
@Controller
class RunOutputController {

    private final RunDesk desk;
    private final RunHistory history;

    RunOutputController(RunDesk desk, RunHistory history) {
        this.desk = desk;
        this.history = history;
    }

    /**
     * @param step its path; null for the run as a whole
     */
    @GetMapping("/runs/{id}/output")
    @Requires(Permission.RUNS_READ)
    ResponseEntity<byte[]> download(
            TenantId tenant, @PathVariable UUID id, @RequestParam @Nullable String step) {
        var run = desk.get(tenant, id);
        var file =
                output(run, step).map(Artefact::of).orElseThrow(() -> new OutputNotFound(run.id()));
        var title = run.head().title();
        var name = file.name(title == null ? id.toString() : title, step);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(name))
                .contentType(file.type())
                .body(file.bytes());
    }

    private Optional<Object> output(Run run, @Nullable String step) {
        return step == null
                ? history.end(run).map(RunEvent.RunEnded::output)
                : history.step(run, step).map(StepRecord::result);
    }

    private static String attachment(String name) {
        var disposition = ContentDisposition.attachment();
        return (StandardCharsets.US_ASCII.newEncoder().canEncode(name)
                        ? disposition.filename(name)
                        : disposition.filename(name, StandardCharsets.UTF_8))
                .build()
                .toString();
    }
}
