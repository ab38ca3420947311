package dev.baton.planner;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * @param retention how long a plan can be started exactly ({@code PLAN_RETENTION})
 * @param reuse how long what an agent planned is shown again to whoever asks for the very same;
 *     none where it is zero ({@code PLAN_REUSE})
 * @param estimateRetention how long it is kept what a run was estimated at ({@code RUN_RETENTION})
 */
@ConfigurationProperties("baton.planner")
@Validated
record PlannerProperties(
        @DefaultValue("7d") Duration retention,
        @DefaultValue("10m") Duration reuse,
        @DefaultValue("90d") Duration estimateRetention) {}
