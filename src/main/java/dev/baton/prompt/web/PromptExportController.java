package dev.baton.prompt.web;

import dev.baton.platform.web.ListExport;
import dev.baton.prompt.PromptSummary;
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

    private static final ListExport<PromptSummary> TABLE =
            new ListExport<PromptSummary>()
                    .column("prompt_id", prompt -> prompt.id().value())
                    .column("name", PromptSummary::name)
                    .column("description", PromptSummary::description)
                    .column("type", "type", prompt -> prompt.type().wire())
                    .column("version", "version", PromptSummary::latestNumber)
                    .column("changed_at", "changed", PromptSummary::changedAt)
                    .column("changed_by", "changed-by", PromptSummary::changedBy);

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
                request,
                response,
                after -> lists.page(state, q, sort, after, ListExport.PAGE, actor));
    }
}
