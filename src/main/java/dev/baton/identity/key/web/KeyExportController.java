package dev.baton.identity.key.web;

import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyView;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of API keys as a file; no more of a token than the screen shows. */
@Controller
class KeyExportController {

    private static final ListExport<KeyView> TABLE =
            new ListExport<KeyView>()
                    .column("key_id", key -> key.id().value())
                    .column("name", KeyView::name)
                    .column("state", "state", key -> key.state().wire())
                    .column("prefix", "hint", KeyView::prefix)
                    .column("last_four", "hint", KeyView::lastFour)
                    .column(
                            "scopes",
                            "scopes",
                            key -> key.scopes().stream().sorted().map(Permission::wire).toList())
                    .column("requests_per_minute", KeyView::requestsPerMinute)
                    .column("networks", KeyView::networks)
                    .column("created_by", "createdby", KeyView::createdBy)
                    .column("parent", KeyView::parent)
                    .column("created_at", KeyView::createdAt)
                    .column("expires_at", "expires", KeyView::expiresAt)
                    .column("last_used_at", "lastused", KeyView::lastUsedAt)
                    .column("last_used_ip", "lastused", KeyView::lastUsedIp)
                    .column("revoked_at", "state", KeyView::revokedAt)
                    .column("revoked_by", "state", KeyView::revokedBy);

    private final ApiKeys keys;
    private final Clock clock;

    KeyExportController(ApiKeys keys, Clock clock) {
        this.keys = keys;
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
        TABLE.write(
                request,
                response,
                after -> keys.list(tenant, filter, sort, after, ListExport.PAGE, actor));
    }
}
