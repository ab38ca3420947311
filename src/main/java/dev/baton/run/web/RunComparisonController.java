package dev.baton.run.web;

import dev.baton.platform.problem.NotFound;
import dev.baton.run.Comparisons;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A run beside the one that it comes from, or any other whose id somebody has. */
@Controller
@RequestMapping("/runs/{id}/comparison")
class RunComparisonController {

    private static final int STEPS = 25;
    private static final int MOST_STEPS = 500;

    /** Also as part of the address of the run's page. */
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final RunDesk desk;
    private final Comparisons comparisons;
    private final TenantDirectory tenants;
    private final Clock clock;

    RunComparisonController(
            RunDesk desk, Comparisons comparisons, TenantDirectory tenants, Clock clock) {
        this.desk = desk;
        this.comparisons = comparisons;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * @param with id of the other run, or a text that has it; empty for the one it comes from
     * @param steps how many are shown
     */
    @GetMapping
    @Requires(Permission.RUNS_READ)
    ModelAndView compare(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String with,
            @RequestParam(defaultValue = "25") int steps) {
        var run = desk.get(tenant, id);
        if (with.isBlank()) {
            var origin = desk.origin(run).map(other -> other.id().value());
            return origin.map(other -> compared(run, other, with, steps))
                    .orElseGet(() -> page(run, with, null, HttpStatus.OK));
        }
        return id(with).map(other -> compared(run, other, with, steps))
                .orElseGet(
                        () ->
                                page(
                                        run,
                                        with,
                                        "run.compare.noid",
                                        HttpStatus.UNPROCESSABLE_CONTENT));
    }

    private static Optional<UUID> id(String text) {
        var found = ID.matcher(text);
        return found.find() ? Optional.of(UUID.fromString(found.group())) : Optional.empty();
    }

    private ModelAndView compared(Run run, UUID other, String with, int steps) {
        var shown = Math.clamp(steps, 1, MOST_STEPS);
        try {
            var comparison =
                    comparisons.compare(run.id().tenant(), other, run.id().value(), 0, shown);
            return page(run, other.toString(), null, HttpStatus.OK)
                    .addObject(
                            "view",
                            ComparisonView.of(comparison, STEPS, MOST_STEPS, clock.instant()));
        } catch (NotFound gone) {
            return page(run, with, "run.compare.gone", HttpStatus.NOT_FOUND);
        }
    }

    /**
     * @param wrong key of what is wrong with the other run; null for nothing
     */
    private ModelAndView page(Run run, String with, @Nullable String wrong, HttpStatus status) {
        return new ModelAndView("run/comparison", status)
                .addObject("run", run)
                .addObject("with", with)
                .addObject("wrong", wrong)
                .addObject("currency", tenants.get(run.id().tenant()).currency());
    }
}
