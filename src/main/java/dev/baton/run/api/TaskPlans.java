package dev.baton.run.api;

import dev.baton.planner.Plan;
import dev.baton.planner.Planner;
import dev.baton.platform.trace.Trace;
import dev.baton.run.NewRun;
import dev.baton.run.RunKey;
import dev.baton.run.WorkflowRef;
import dev.baton.tenant.Actor;
import dev.baton.workflow.PublishedGraph;
import dev.baton.workflow.WorkflowShelf;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns what is asked for into a plan to look at, or a run to begin. */
@Component
class TaskPlans {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** Whole numbers are longs, as expressions have them. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

    private final Planner planner;
    private final WorkflowShelf workflows;

    TaskPlans(Planner planner, WorkflowShelf workflows) {
        this.planner = planner;
        this.workflows = workflows;
    }

    /** Nothing of it is carried out. */
    Plan plan(Actor by, TaskRequest wanted) {
        wanted.requireOneSource();
        if (wanted.plan() != null) {
            return planner.get(by.tenant(), wanted.plan());
        }
        if (wanted.task() != null) {
            return planned(by, wanted, wanted.task());
        }
        var graph =
                wanted.workflow() == null
                        ? map(wanted.graph())
                        : map(JSON.readTree(published(by, wanted, wanted.workflow()).json()));
        return planner.estimate(by, graph, map(wanted.input()), wanted.checkedStrategy());
    }

    NewRun run(Actor by, TaskRequest wanted, @Nullable RunKey key, Trace trace) {
        wanted.requireOneSource();
        if (wanted.plan() != null) {
            return run(wanted, planner.get(by.tenant(), wanted.plan()), key, trace);
        }
        if (wanted.task() != null) {
            return run(wanted, planned(by, wanted, wanted.task()), key, trace);
        }
        if (wanted.workflow() == null) {
            return NewRun.of(
                    wanted.checkedTitle(),
                    String.valueOf(wanted.graph()),
                    null,
                    map(wanted.input()),
                    wanted.checkedPriority(),
                    key,
                    trace);
        }
        var found = published(by, wanted, wanted.workflow());
        var title = wanted.checkedTitle();
        return NewRun.of(
                title == null ? found.name() : title,
                found.json(),
                new WorkflowRef(found.id().workflowId(), found.id().number()),
                map(wanted.input()),
                wanted.checkedPriority(),
                key,
                trace);
    }

    private Plan planned(Actor by, TaskRequest wanted, String task) {
        return planner.plan(by, task, wanted.checkedStrategy(), wanted.checkedPlanner());
    }

    private PublishedGraph published(Actor by, TaskRequest wanted, String workflow) {
        return workflows.find(by.tenant(), workflow, wanted.workflowVersion());
    }

    private static NewRun run(
            TaskRequest wanted, Plan plan, @Nullable RunKey key, Trace trace) {
        return NewRun.of(
                        wanted.checkedTitle(),
                        plan.graphJson(),
                        null,
                        plan.input(),
                        wanted.checkedPriority(),
                        key,
                        trace)
                .of(plan);
    }

    private static Map<String, Object> map(@Nullable JsonNode given) {
        return given == null ? Map.of() : JSON.readValue(given.toString(), OBJECT);
    }
}
