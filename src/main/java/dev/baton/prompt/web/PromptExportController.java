package dev.baton.prompt.web;

import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of prompt templates as a file. */
@Controller
class PromptExportController {

    private static final ListExport<PromptRow> TABLE =
            new ListExport<PromptRow>()
                    .column("prompt_id", row -> row.prompt().id().value())
                    .column("name", row -> row.prompt().name())
                    .column("description", row -> row.prompt().description())
                    .column("type", "type", row -> row.prompt().type().wire())
                    .column("version", "version", row -> row.prompt().latestNumber())
                    .column("agents", "used", PromptRow::uses)
                    .column("calls_7d", "calls", PromptRow::calls)
                    .column("changed_at", "changed", row -> row.prompt().changedAt())
                    .column("changed_by", "changed-by", row -> row.prompt().changedBy());

    private final PromptLists lists;

    PromptExportController(PromptLists lists) {
        this.lists = lists;
    }

    @GetMapping({"/prompts.csv", "/prompts.json"})
    @Requires(Permission.PROMPTS_READ)
    void download(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "") String state,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        TABLE.write(
                request, response, lists.pages(state, q, sort, ListExport.PAGE, actor));
    }
}
