package dev.baton.ledger.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The usage pages' place in the navigation. */
@Configuration(proxyBeanMethods = false)
class LedgerNavigation {

    @Bean
    NavigationEntry usageNavigation() {
        return new NavigationEntry(
                NavigationGroup.WATCH,
                20,
                "/usage",
                "ledger.usage.title",
                "list-details",
                Permission.USAGE_READ.wire());
    }

    @Bean
    NavigationEntry statsNavigation() {
        return new NavigationEntry(
                NavigationGroup.WATCH,
                10,
                "/stats",
                "ledger.stats.title",
                "chart-bar",
                Permission.USAGE_READ.wire());
    }

    @Bean
    NavigationEntry budgetNavigation() {
        return new NavigationEntry(
                NavigationGroup.WATCH,
                30,
                "/budget",
                "ledger.budget.title",
                "wallet",
                Permission.USAGE_READ.wire());
    }
}
