package dev.baton.run.api;

import dev.baton.run.Comparisons;
import dev.baton.run.RunDesk;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.UUID;

/** Two runs beside each other. */
@RestController
@Tag(name = "Runs")
@RequestMapping("/api/v1/runs/{id}/comparison")
class RunComparisonApi {

    /** Each is told with what it acted with and gave, where that differs. */
    private static final int MOST_STEPS = 100;

    private final RunDesk desk;
    private final Comparisons comparisons;
    private final TenantDirectory tenants;

    RunComparisonApi(RunDesk desk, Comparisons comparisons, TenantDirectory tenants) {
        this.desk = desk;
        this.comparisons = comparisons;
        this.tenants = tenants;
    }

    @Operation(
            operationId = "compareRuns",
            summary = "A run beside another one: totals, input, variables, output and steps",
            description =
                    "What is before is the other run, and what is after the run itself. Steps that"
                            + " differ come first.")
    @GetMapping
    @Requires(Permission.RUNS_READ)
    ComparisonJson compare(
            TenantId tenant,
            @PathVariable UUID id,
            @Parameter(
                            description =
                                    "Id of the other run; the one that this one comes from when"
                                            + " left out")
                    @RequestParam
                    @Nullable UUID with,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = "Continues after so many") @RequestParam(defaultValue = "0")
                    int after) {
        var other = with == null ? desk.comesFrom(tenant, id) : with;
        return ComparisonJson.of(
                comparisons.compare(
                        tenant,
                        other,
                        id,
                        Math.max(0, after),
                        Math.clamp(limit, 1, MOST_STEPS)),
                tenants.get(tenant).currency());
    }
}
