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

    private static final ListExport<TenantList.Row> TABLE =
            new ListExport<TenantList.Row>()
                    .column("tenant_id", tenant -> tenant.id().value())
                    .column("name", TenantList.Row::name)
                    .column("slug", "slug", TenantList.Row::slug)
                    .column(
                            "status",
                            "status",
                            tenant -> tenant.status().name().toLowerCase(Locale.ROOT))
                    .column("users", "users", TenantList.Row::users)
                    .column("created_at", "created", TenantList.Row::createdAt);

    private final TenantList tenants;

    TenantExportController(TenantList tenants) {
        this.tenants = tenants;
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
                after -> tenants.page(q, wanted, sort, after, ListExport.PAGE, actor));
    }
}
