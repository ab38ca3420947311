package dev.baton.approval.web;

import dev.baton.approval.ApprovalInbox;
import dev.baton.platform.web.NavigationCount;
import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;
import dev.baton.tenant.web.CurrentActor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The inbox in the navigation, with how many wait for whoever looks at it. */
@Configuration(proxyBeanMethods = false)
class ApprovalNavigation {

    private static final String INBOX = "/approvals";

    @Bean
    NavigationEntry approvalsNavigation() {
        return new NavigationEntry(
                NavigationGroup.RUN,
                30,
                INBOX,
                "approval.list.title",
                "rubber-stamp",
                Permission.APPROVALS_READ.wire());
    }

    @Bean
    NavigationCount approvalsWaiting(ApprovalInbox inbox) {
        return new NavigationCount(
                INBOX,
                () ->
                        CurrentActor.find()
                                .filter(actor -> actor.may(Permission.APPROVALS_WRITE))
                                .map(
                                        actor ->
                                                inbox.countWaitingFor(
                                                                actor, NavigationCount.MOST + 1)
                                                        .all())
                                .orElse(0));
    }
}
