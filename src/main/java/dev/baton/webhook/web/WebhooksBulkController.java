package dev.baton.webhook.web;

import dev.baton.platform.Page;
import dev.baton.platform.web.BulkDesk;
import dev.baton.platform.web.BulkRequest;
import dev.baton.platform.web.BulkTask;
import dev.baton.platform.web.UnknownBulkAction;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.WebhookDesk;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pauses many endpoints at once, or sends to them again. */
@Controller
class WebhooksBulkController {

    private final WebhookDesk webhooks;
    private final BulkDesk desk;

    WebhooksBulkController(WebhookDesk webhooks, BulkDesk desk) {
        this.webhooks = webhooks;
        this.desk = desk;
    }

    @PostMapping("/webhooks/bulk")
    @Requires(Permission.WEBHOOKS_WRITE)
    ModelAndView run(
            @ModelAttribute("bulk") BulkRequest bulk,
            @ModelAttribute("query") EndpointQuery query,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        var task =
                new BulkTask(
                        "/webhooks",
                        "webhook.bulk." + bulk.wanted(),
                        false,
                        _ -> matching(query, tenant),
                        id -> webhooks.get(new EndpointId(tenant, id)).url().toString(),
                        work(bulk.wanted(), tenant, actor));
        return desk.run(task, bulk, redirect);
    }

    private Consumer<UUID> work(String action, TenantId tenant, Actor by) {
        return switch (action) {
            case "pause" -> id -> webhooks.pause(new EndpointId(tenant, id), by);
            case "activate" -> id -> webhooks.activate(new EndpointId(tenant, id), by);
            default -> throw new UnknownBulkAction();
        };
    }

    private Page<UUID> matching(EndpointQuery query, TenantId tenant) {
        var ids =
                webhooks.list(tenant).stream()
                        .filter(query::fits)
                        .map(endpoint -> endpoint.id().value())
                        .toList();
        return new Page<>(ids, null);
    }
}
