package dev.baton.run.web;

import dev.baton.run.api.RunView;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.util.UUID;

/** A run as the API answers it, for whoever looks at its page in the console. */
@Controller
class RunDocumentController {

    private final RunView view;

    RunDocumentController(RunView view) {
        this.view = view;
    }

    @GetMapping("/runs/{id}/run.json")
    @Requires(Permission.RUNS_READ)
    ResponseEntity<String> show(TenantId tenant, @PathVariable UUID id) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(view.document(tenant, id));
    }
}
