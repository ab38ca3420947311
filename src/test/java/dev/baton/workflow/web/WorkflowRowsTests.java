package dev.baton.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.TestPeople;
import dev.baton.message.ServerTest;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.TenantDirectory;
import dev.baton.workflow.WorkflowDraft;
import dev.baton.workflow.WorkflowFigures;
import dev.baton.workflow.WorkflowName;
import dev.baton.workflow.WorkflowRegistry;
import dev.baton.workflow.WorkflowSummary;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import java.util.List;
import java.util.Map;

/** Figures of workflows that cannot be read are never taken for figures that are nothing. */
@Tag("database")
@ServerTest
class WorkflowRowsTests {

    @Autowired private TestPeople people;
    @Autowired private TenantDirectory tenants;
    @Autowired private WorkflowRegistry workflows;

    private Actor owner;
    private Page<WorkflowSummary> page;

    @BeforeEach
    void aWorkflow() {
        owner = TestPeople.operator(people.tenant().id());
        workflows.create(
                new WorkflowName("Daily", ""), WorkflowDraft.of(Map.of("steps", List.of())), owner);
        page = workflows.list(false, "", null, null, 10, owner);
    }

    @Test
    void saysOnTheScreenThatSomeAreMissing() {
        var shown = rows(failing()).shown(page, owner);

        assertThat(shown.isPartial()).isTrue();
        assertThat(shown.rows().data()).hasSize(1);
        assertThat(shown.rows().data().getFirst().runs()).isNull();
    }

    @Test
    void makesNoFileWithoutThem() {
        assertThatThrownBy(() -> rows(failing()).of(page, owner))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knowsThatThereAreNone() {
        WorkflowFigures none = (_, _) -> Map.of(WorkflowFigures.Figure.RUNS, Map.of());

        var shown = rows(none).shown(page, owner);

        assertThat(shown.isPartial()).isFalse();
        assertThat(shown.rows().data().getFirst().runs()).isZero();
        assertThat(rows(none).of(page, owner).data().getFirst().runs()).isZero();
    }

    private static WorkflowFigures failing() {
        return (_, _) -> {
            throw new IllegalStateException("It cannot be read");
        };
    }

    private WorkflowRows rows(WorkflowFigures source) {
        var beans = new StaticListableBeanFactory(Map.of("source", source));
        return new WorkflowRows(beans.getBeanProvider(WorkflowFigures.class), tenants);
    }
}
