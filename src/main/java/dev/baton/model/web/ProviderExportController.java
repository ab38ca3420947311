package dev.baton.model.web;

import dev.baton.model.ConnectionFilter;
import dev.baton.model.ConnectionLists;
import dev.baton.model.ConnectionRow;
import dev.baton.model.ConnectionRow.LastTest;
import dev.baton.model.ProviderKind;
import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of connections to providers as a file; nothing secret is in it. */
@Controller
class ProviderExportController {

    private static final ListExport<ConnectionRow> TABLE =
            new ListExport<ConnectionRow>()
                    .column("connection_id", row -> row.id().value())
                    .column("name", ConnectionRow::name)
                    .column("provider", row -> row.provider().wire())
                    .column("enabled", "status", ConnectionRow::isEnabled)
                    .column("host", "host", ConnectionRow::host)
                    .column("models", "models", ConnectionRow::models)
                    .column("shared", "owner", ConnectionRow::isShared)
                    .column("tested_at", "test-last", last(LastTest::at))
                    .column("test_passed", "test-last", last(LastTest::passed))
                    .column("test_finding", "test-last", last(LastTest::finding))
                    .column("test_latency_ms", "test-last", last(it -> it.latency().toMillis()));

    private final ConnectionLists lists;

    ProviderExportController(ConnectionLists lists) {
        this.lists = lists;
    }

    @GetMapping({"/providers.csv", "/providers.json"})
    @Requires(Permission.PROVIDERS_READ)
    void download(
            TenantId tenant,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @Nullable String sort,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var filter = new ConnectionFilter(q.strip(), ProviderKind.ofWire(kind).orElse(null));
        TABLE.write(
                request,
                response,
                after -> lists.list(tenant, filter, sort, after, ListExport.PAGE));
    }

    private static Function<ConnectionRow, @Nullable Object> last(Function<LastTest, Object> value) {
        return row -> row.lastTest().map(value).orElse(null);
    }
}
