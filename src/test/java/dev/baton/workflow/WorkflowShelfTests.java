package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.TestPeople;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What runs take from a tenant's workflows. */
@Tag("database")
@SpringBootTest
class WorkflowShelfTests {

    @Autowired private WorkflowShelf shelf;
    @Autowired private WorkflowRegistry registry;
    @Autowired private TestPeople people;

    private Actor actor;

    @BeforeEach
    void somebody() {
        actor =
                Actor.account(
                        people.tenant().id(),
                        Ids.next(),
                        "ann@example.org",
                        Set.of(Permission.WORKFLOWS_READ, Permission.WORKFLOWS_WRITE));
    }

    private static WorkflowDraft draft(long value) {
        return WorkflowDraft.of(
                Map.of("steps", List.of(Map.of("id", "a", "kind", "transform", "value", value))));
    }

    private Workflow created() {
        return registry.create(new WorkflowName("daily", ""), draft(1), actor);
    }

    @Test
    void givesTheNewestVersionByNameOrId() {
        var id = created().id();
        registry.publish(id, null, "", actor);
        registry.draw(id, null, draft(2), actor);

        var first = shelf.find(actor.tenant(), "daily", null);
        registry.publish(id, null, "", actor);
        var second = shelf.find(actor.tenant(), id.value().toString(), null);

        assertThat(first.id()).isEqualTo(WorkflowVersionId.of(id, 1));
        assertThat(second.id()).isEqualTo(WorkflowVersionId.of(id, 2));
        assertThat(second.hash()).isEqualTo(draft(2).hash());
        assertThat(shelf.find(actor.tenant(), "daily", 1)).isEqualTo(first);
        assertThat(shelf.version(first.id()).graph()).isSameAs(first.graph());
        assertThatExceptionOfType(WorkflowNotFound.class)
                .isThrownBy(() -> shelf.find(actor.tenant(), "daily", 3));
    }

    @Test
    void givesNothingNewOfWhatIsNoWorkflowOrADraftOrArchived() {
        var id = created().id();
        assertThatExceptionOfType(WorkflowNotPublished.class)
                .isThrownBy(() -> shelf.find(actor.tenant(), "daily", null));
        assertThatExceptionOfType(WorkflowNotFound.class)
                .isThrownBy(() -> shelf.find(actor.tenant(), "other", null));
        assertThatExceptionOfType(WorkflowNotFound.class)
                .isThrownBy(() -> shelf.find(people.tenant().id(), "daily", null));

        registry.publish(id, null, "", actor);
        registry.archive(id, actor);

        assertThatExceptionOfType(WorkflowIsArchived.class)
                .isThrownBy(() -> shelf.find(actor.tenant(), "daily", 1));
        assertThat(shelf.version(WorkflowVersionId.of(id, 1)).name()).isEqualTo("daily");
    }
}
