package dev.baton.run.web;

import dev.baton.run.ReplayReport;

import java.util.List;

/**
 * How a replay went, as people read it.
 *
 * @param changes of what the step acts with at which it went its own way
 */
record ReplayView(ReplayReport report, List<ComparisonView.Change> changes) {

    static ReplayView of(ReplayReport report) {
        return new ReplayView(
                report, report.differences().stream().map(ComparisonView.Change::of).toList());
    }
}
