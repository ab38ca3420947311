package dev.baton.run.api;

import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import tools.jackson.databind.json.JsonMapper;

import java.util.UUID;

/** A run as the API answers it, for whoever looks at its page in the console. */
@Controller
class RunDocumentController {

    private final RunView view;
    private final JsonMapper json;

    RunDocumentController(RunView view, JsonMapper json) {
        this.view = view;
        this.json = json;
    }

    @GetMapping("/runs/{id}/run.json")
    @Requires(Permission.RUNS_READ)
    ResponseEntity<String> show(TenantId tenant, @PathVariable UUID id) {
        var written =
                json.writerWithDefaultPrettyPrinter().writeValueAsString(view.whole(tenant, id));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(written);
    }
}
