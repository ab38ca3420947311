package dev.baton.planner;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;

/**
 * @param retention how long a plan can be started exactly ({@code PLAN_RETENTION})
 * @param estimateRetention how long it is kept what a run was estimated at ({@code RUN_RETENTION})
 */
@ConfigurationProperties("baton.planner")
@Validated
record PlannerProperties(
        @DefaultValue("7d") Duration retention, @DefaultValue("90d") Duration estimateRetention) {}
