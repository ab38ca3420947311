package dev.baton.ledger.web;

import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageStatistics;
import dev.baton.ledger.UsageStatus;
import dev.baton.platform.web.Choice;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of billable calls, and the same as CSV. */
@Controller
class UsageController {

    private static final int PAGE = 50;

    private final UsageLog log;
    private final UsageStatistics statistics;
    private final TenantDirectory tenants;
    private final MessageSource messages;
    private final Clock clock;

    UsageController(
            UsageLog log,
            UsageStatistics statistics,
            TenantDirectory tenants,
            MessageSource messages,
            Clock clock) {
        this.log = log;
        this.statistics = statistics;
        this.tenants = tenants;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/usage")
    @Requires(Permission.USAGE_READ)
    String list(
            TenantId tenant,
            @ModelAttribute("query") UsageQuery query,
            @RequestParam @Nullable UUID after,
            Locale locale,
            Model model) {
        var filter = filter(tenant, query);
        model.addAttribute("calls", log.list(tenant, filter, after, PAGE));
        model.addAttribute("total", statistics.total(tenant, filter));
        model.addAttribute("currency", tenants.get(tenant).currency());
        model.addAttribute("statuses", statuses(locale));
        model.addAttribute("models", models(tenant, filter));
        model.addAttribute("ranges", Range.values());
        model.addAttribute("range", query.readRange());
        return "ledger/usage";
    }

    /** Exactly what the filter shows, all pages of it. */
    @GetMapping(path = "/usage.csv", produces = "text/csv")
    @Requires(Permission.USAGE_EXPORT)
    void csv(TenantId tenant, @ModelAttribute("query") UsageQuery query, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"usage.csv\"");
        var csv = new UsageCsv(response.getWriter(), tenants.get(tenant).currency());
        csv.header();
        log.forEach(tenant, filter(tenant, query), csv::row);
        csv.end();
    }

    private UsageFilter filter(TenantId tenant, UsageQuery query) {
        return query.filter(clock.instant(), tenants.get(tenant).zone());
    }

    private List<Choice> statuses(Locale locale) {
        return Arrays.stream(UsageStatus.values())
                .map(
                        status ->
                                Choice.of(
                                        status.wire(),
                                        messages.getMessage(
                                                "ledger.status." + status.wire(), null, locale)))
                .toList();
    }

    private List<Choice> models(TenantId tenant, UsageFilter filter) {
        var whole = UsageFilter.between(filter.from(), filter.to());
        return statistics.by(tenant, whole, UsageStatistics.Dimension.MODEL).keySet().stream()
                .sorted()
                .map(name -> Choice.of(name, name))
                .toList();
    }
}
