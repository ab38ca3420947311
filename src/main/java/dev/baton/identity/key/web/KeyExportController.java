package dev.baton.identity.key.web;

import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyTraffic;
import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of API keys as a file; no more of a token than the screen shows. */
@Controller
class KeyExportController {

    private static final ListExport<KeyRow> TABLE =
            new ListExport<KeyRow>()
                    .column("key_id", row -> row.key().id().value())
                    .column("name", row -> row.key().name())
                    .column("state", "state", row -> row.key().state().wire())
                    .column("prefix", "hint", row -> row.key().prefix())
                    .column("last_four", "hint", row -> row.key().lastFour())
                    .column(
                            "scopes",
                            "scopes",
                            row ->
                                    row.key().scopes().stream()
                                            .sorted()
                                            .map(Permission::wire)
                                            .toList())
                    .column("requests_per_minute", row -> row.key().requestsPerMinute())
                    .column("networks", row -> row.key().networks())
                    .column("created_by", "createdby", row -> row.key().createdBy())
                    .column("parent", row -> row.key().parent())
                    .column("created_at", row -> row.key().createdAt())
                    .column("expires_at", "expires", row -> row.key().expiresAt())
                    .column("last_used_at", "lastused", row -> row.key().lastUsedAt())
                    .column("last_used_ip", "lastused", row -> row.key().lastUsedIp())
                    .column("calls_24h", "calls", KeyRow::calls)
                    .column("revoked_at", "state", row -> row.key().revokedAt())
                    .column("revoked_by", "state", row -> row.key().revokedBy());

    private final ApiKeys keys;
    private final KeyTraffic traffic;
    private final Clock clock;

    KeyExportController(ApiKeys keys, KeyTraffic traffic, Clock clock) {
        this.keys = keys;
        this.traffic = traffic;
        this.clock = clock;
    }

    @GetMapping({"/keys.csv", "/keys.json"})
    @Requires(Permission.KEYS_READ)
    void download(
            KeyCriteria criteria,
            @RequestParam(required = false) @Nullable String sort,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var filter = criteria.filter(clock.instant());
        var calls = SingletonSupplier.of(() -> traffic.ofLastDay(tenant));
        TABLE.write(
                request,
                response,
                after ->
                        KeyRow.of(
                                keys.list(tenant, filter, sort, after, ListExport.PAGE, actor),
                                calls::obtain));
    }
}
