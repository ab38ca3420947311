package dev.baton.ledger.web;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageNames;
import dev.baton.ledger.UsagePeriod;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageStatus;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.TenantId;
import java.util.Comparator;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What the filters of the usage pages offer: whatever was used in the period. */
@Component
class UsageChoices {

    private final UsageStatistics statistics;
    private final UsageNames names;
    private final MessageSource messages;

    UsageChoices(UsageStatistics statistics, UsageNames names, MessageSource messages) {
        this.statistics = statistics;
        this.names = names;
        this.messages = messages;
    }

    List<Choice> of(TenantId tenant, UsagePeriod period, Dimension dimension) {
        var used = statistics.by(tenant, UsageFilter.of(period), dimension).keySet();
        return names.of(tenant, dimension, used).entrySet().stream()
                .map(name -> Choice.of(address(name.getKey()), name.getValue()))
                .sorted(Comparator.comparing(Choice::label, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    List<Choice> statuses() {
        return UsageStatus.wanted().stream()
                .map(status -> Choice.of(status, text("ledger.status." + status)))
                .toList();
    }

    /** A value as it stands in an address. */
    static String address(String value) {
        return value.equals(UsageStatistics.none().toString()) ? UsageQuery.NONE : value;
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
