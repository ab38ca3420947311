package dev.baton.identity.web;

import dev.baton.identity.TenantList;
import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The operator's list of tenants as a file. */
@Controller
class TenantExportController {

    private static final ListExport<TenantRow> TABLE =
            new ListExport<TenantRow>()
                    .column("tenant_id", row -> row.tenant().id().value())
                    .column("name", row -> row.tenant().name())
                    .column("slug", "slug", row -> row.tenant().slug())
                    .column(
                            "status",
                            "status",
                            row -> row.tenant().status().name().toLowerCase(Locale.ROOT))
                    .column("users", "users", row -> row.tenant().users())
                    .column(
                            "requests_per_minute",
                            "requestsPerMinute",
                            row -> row.tenant().requestsPerMinute())
                    .column("agents", "agents", TenantRow::agents)
                    .column("calls_24h", "calls", TenantRow::calls)
                    .column("spent_this_month", "spent", TenantRow::spent)
                    .column("currency", "spent", row -> row.tenant().currency())
                    .column("created_at", "created", row -> row.tenant().createdAt());

    private final TenantList tenants;
    private final TenantRows rows;

    TenantExportController(TenantList tenants, TenantRows rows) {
        this.tenants = tenants;
        this.rows = rows;
    }

    @GetMapping({"/tenants.csv", "/tenants.json"})
    @Requires(Permission.TENANTS_READ)
    void download(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String sort,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var wanted = TenantChoices.status(status);
        TABLE.write(
                request,
                response,
                after ->
                        rows.of(tenants.page(q, wanted, sort, after, ListExport.PAGE, actor)));
    }
}
