package dev.baton.identity.key.web;

import dev.baton.identity.key.ApiKeyId;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.KeyTraffic;
import dev.baton.platform.web.BulkDesk;
import dev.baton.platform.web.BulkRequest;
import dev.baton.platform.web.BulkTask;
import dev.baton.platform.web.ListExport;
import dev.baton.platform.web.UnknownBulkAction;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Revokes many API keys at once. */
@Controller
class KeysBulkController {

    private final ApiKeys keys;
    private final KeyTraffic traffic;
    private final BulkDesk desk;
    private final Clock clock;

    KeysBulkController(ApiKeys keys, KeyTraffic traffic, BulkDesk desk, Clock clock) {
        this.keys = keys;
        this.traffic = traffic;
        this.desk = desk;
        this.clock = clock;
    }

    @PostMapping("/keys/bulk")
    @Requires(Permission.KEYS_WRITE)
    ModelAndView run(
            @ModelAttribute("bulk") BulkRequest bulk,
            KeyCriteria criteria,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        if (!bulk.wanted().equals("revoke")) {
            throw new UnknownBulkAction();
        }
        var wanted = criteria.revocable(clock.instant());
        var task =
                new BulkTask(
                        "/keys",
                        "key.bulk.revoke",
                        true,
                        after ->
                                keys.list(tenant, wanted, null, after, ListExport.PAGE, actor)
                                        .map(key -> key.id().value()),
                        id -> keys.find(new ApiKeyId(tenant, id), actor).name(),
                        id -> keys.revoke(new ApiKeyId(tenant, id), actor),
                        ids -> traffic.ofLastDay(tenant, ids));
        return desk.run(task, bulk, redirect);
    }
}
