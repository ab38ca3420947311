package dev.baton.ledger.web;

import dev.baton.ledger.Budgets;
import dev.baton.ledger.UsageRange;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.platform.web.Choice;
import dev.baton.platform.web.Csv;
import dev.baton.platform.web.Panel;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What was used over time and by whom; every figure comes from the same sums. */
@Controller
class StatsController {

    /** Rows that a page shows; the others are summed in the last one, and all are in the CSV. */
    private static final int ROWS = 50;

    private final StatsReader reader;
    private final UsageChoices choices;
    private final Budgets budgets;
    private final MessageSource messages;

    StatsController(
            StatsReader reader, UsageChoices choices, Budgets budgets, MessageSource messages) {
        this.reader = reader;
        this.choices = choices;
        this.budgets = budgets;
        this.messages = messages;
    }

    @GetMapping("/stats")
    @Requires(Permission.USAGE_READ)
    String show(
            TenantId tenant,
            @ModelAttribute("query") UsageQuery query,
            Locale locale,
            Model model) {
        var board = reader.read(tenant, query);
        var others = messages.getMessage("ledger.others", null, locale);
        model.addAttribute("board", board);
        model.addAttribute(
                "rows", board.split().then(it -> StatsReader.shown(it.parts(), ROWS, others)));
        model.addAttribute(
                "budget",
                Panel.of(() -> BudgetView.of(budgets.current(tenant), board.currency())));
        model.addAttribute("ranges", UsageRange.values());
        model.addAttribute("measures", StatsMeasure.values());
        model.addAttribute("measure", query.readMeasure());
        model.addAttribute("by", query.readBy());
        model.addAttribute("dimensions", dimensions(locale));
        for (var dimension : Dimension.values()) {
            if (dimension != Dimension.STATUS) {
                model.addAttribute(
                        dimension.wire() + "Choices",
                        Panel.of(() -> choices.of(tenant, board.period(), dimension))
                                .orElse(List.of()));
            }
        }
        model.addAttribute("statusChoices", choices.statuses());
        return "ledger/stats";
    }

    /** The table of the page, all rows of it, with the total last. */
    @GetMapping(path = "/stats.csv", produces = "text/csv")
    @Requires(Permission.USAGE_EXPORT)
    void csv(
            TenantId tenant,
            @ModelAttribute("query") UsageQuery query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var split = reader.split(tenant, query);
        var csv =
                Csv.download(
                        request, response, "stats-by-" + query.readBy().wire() + ".csv");
        StatsCsv.write(split, reader.currency(tenant), query.readBy(), csv);
        csv.end();
    }

    private List<Choice> dimensions(Locale locale) {
        return Arrays.stream(Dimension.values())
                .map(
                        one ->
                                Choice.of(
                                        one.wire(),
                                        messages.getMessage(
                                                "ledger.by." + one.wire(), null, locale)))
                .toList();
    }
}
