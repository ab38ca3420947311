package dev.baton.ledger.web;

import dev.baton.decision.KnownAgents;
import dev.baton.ledger.UsageCursor;
import dev.baton.ledger.UsageFilter;
import dev.baton.ledger.UsageLog;
import dev.baton.ledger.UsageNames;
import dev.baton.ledger.UsageRange;
import dev.baton.ledger.UsageRow;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.ledger.UsageStatistics;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of billable calls, and the same as a file. */
@Controller
class UsageController {

    private static final int PAGE = 50;

    private final UsageLog log;
    private final UsageStatistics statistics;
    private final StatsReader reader;
    private final UsageChoices choices;
    private final UsageNames names;
    private final KnownAgents agents;
    private final TenantDirectory tenants;

    UsageController(
            UsageLog log,
            UsageStatistics statistics,
            StatsReader reader,
            UsageChoices choices,
            UsageNames names,
            KnownAgents agents,
            TenantDirectory tenants) {
        this.log = log;
        this.statistics = statistics;
        this.reader = reader;
        this.choices = choices;
        this.names = names;
        this.agents = agents;
        this.tenants = tenants;
    }

    @GetMapping("/usage")
    @Requires(Permission.USAGE_READ)
    String list(
            TenantId tenant,
            @ModelAttribute("query") UsageQuery query,
            @RequestParam @Nullable String after,
            Model model) {
        var period = reader.period(tenant, query);
        var filter = query.filter(period);
        var calls = log.list(tenant, filter, UsageCursor.read(after), PAGE);
        model.addAttribute("calls", calls);
        model.addAttribute("known", agents.of(tenant));
        model.addAttribute("keys", named(tenant, Dimension.KEY, calls.data(), UsageRow::key));
        model.addAttribute(
                "people", named(tenant, Dimension.ACCOUNT, calls.data(), UsageRow::account));
        model.addAttribute("total", statistics.total(tenant, filter));
        model.addAttribute("currency", tenants.get(tenant).currency());
        model.addAttribute("period", period);
        model.addAttribute("ranges", UsageRange.values());
        model.addAttribute("statusChoices", choices.statuses());
        for (var dimension : Dimension.values()) {
            if (dimension != Dimension.STATUS) {
                model.addAttribute(
                        dimension.wire() + "Choices", choices.of(tenant, period, dimension));
            }
        }
        return "ledger/usage";
    }

    /** Exactly what the filter shows, all pages of it. */
    @GetMapping({"/usage.csv", "/usage.json"})
    @Requires(Permission.USAGE_EXPORT)
    void download(
            TenantId tenant,
            @ModelAttribute("query") UsageQuery query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var filter = query.filter(reader.period(tenant, query));
        var keys = named(tenant, filter, Dimension.KEY);
        var people = named(tenant, filter, Dimension.ACCOUNT);
        var rows =
                UsageExport.of(tenants.get(tenant).currency(), keys, people)
                        .begin(request, response);
        log.forEach(tenant, filter, rows::add);
        rows.end();
    }

    /** Of whoever has calls that the filter shows: their sums know without reading the calls. */
    private Map<String, String> named(TenantId tenant, UsageFilter filter, Dimension dimension) {
        return names.of(tenant, dimension, statistics.by(tenant, filter, dimension).keySet());
    }

    private Map<String, String> named(
            TenantId tenant,
            Dimension dimension,
            List<UsageRow> rows,
            Function<UsageRow, @Nullable UUID> id) {
        return names.of(
                tenant,
                dimension,
                rows.stream()
                        .map(id)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .distinct()
                        .toList());
    }
}
