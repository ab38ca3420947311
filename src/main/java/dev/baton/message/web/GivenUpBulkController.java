package dev.baton.message.web;

import dev.baton.message.Message;
import dev.baton.message.MessageInbox;
import dev.baton.platform.web.BulkDesk;
import dev.baton.platform.web.BulkRequest;
import dev.baton.platform.web.BulkTask;
import dev.baton.platform.web.ListExport;
import dev.baton.platform.web.UnknownBulkAction;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tries many messages again that were given up. */
@Controller
class GivenUpBulkController {

    private final MessageInbox inbox;
    private final BulkDesk desk;

    GivenUpBulkController(MessageInbox inbox, BulkDesk desk) {
        this.inbox = inbox;
        this.desk = desk;
    }

    @PostMapping("/messages/given-up/bulk")
    @Requires(Permission.MESSAGES_WRITE)
    ModelAndView run(
            @ModelAttribute("bulk") BulkRequest bulk,
            TenantId tenant,
            Actor actor,
            RedirectAttributes redirect) {
        if (!bulk.wanted().equals("again")) {
            throw new UnknownBulkAction();
        }
        var task =
                new BulkTask(
                        "/messages/given-up",
                        "message.bulk.again",
                        false,
                        after -> inbox.givenUp(tenant, after, ListExport.PAGE).map(Message::id),
                        id -> inbox.get(tenant, id).id().toString(),
                        id -> inbox.tryAgain(actor, id));
        return desk.run(task, bulk, redirect);
    }
}
