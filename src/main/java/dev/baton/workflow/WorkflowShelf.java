package dev.baton.workflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.cache.Caches;
import dev.baton.platform.json.CanonicalJson;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Versions ready to run, checked once and kept in memory: a version stays for good. Which one is
 * the newest is asked of the database each time.
 */
@Component
public class WorkflowShelf {

    /** Letters of their JSON; read, a graph takes some times that. */
    private static final long MOST = 16L * GraphReader.LARGEST;

    /** A small one takes more than its letters. */
    private static final int LEAST = 1_000;

    private final WorkflowStore store;
    private final Cache<WorkflowVersionId, ReadyVersion> versions;

    WorkflowShelf(WorkflowStore store, Caches caches) {
        this.store = store;
        this.versions =
                caches.make(
                        "workflow_versions",
                        Caffeine.newBuilder()
                                .maximumWeight(MOST)
                                .weigher(
                                        (WorkflowVersionId _, ReadyVersion version) ->
                                                LEAST + version.json().length()));
    }

    private record ReadyVersion(String hash, String json, Graph graph) {}

    /**
     * What something new is to run.
     *
     * @param number null for the newest version
     * @throws WorkflowNotFound when the tenant has no such workflow or version
     * @throws WorkflowIsArchived when it is put aside
     * @throws WorkflowNotPublished when it has no version yet
     */
    public PublishedGraph find(TenantId tenant, String nameOrId, @Nullable Integer number) {
        var row = store.find(tenant, nameOrId);
        if (row.status() == WorkflowStatus.ARCHIVED) {
            throw new WorkflowIsArchived(row.name());
        }
        if (row.latestNumber() == 0) {
            throw new WorkflowNotPublished(row.name());
        }
        return version(
                WorkflowVersionId.of(row.id(), number == null ? row.latestNumber() : number),
                row.name());
    }

    /**
     * Also of one that is put aside.
     *
     * @throws WorkflowNotFound when there is none
     */
    public String nameOf(WorkflowId id) {
        return store.nameOf(id);
    }

    /** The very version that a run follows, whatever has become of its workflow since. */
    public PublishedGraph version(WorkflowVersionId id) {
        return version(id, store.nameOf(id.workflow()));
    }

    private PublishedGraph version(WorkflowVersionId id, String name) {
        var ready = versions.get(id, this::read);
        return new PublishedGraph(id, name, ready.hash(), ready.json(), ready.graph());
    }

    private ReadyVersion read(WorkflowVersionId id) {
        var version = store.version(id);
        return new ReadyVersion(
                version.hash(),
                CanonicalJson.write(version.graph()),
                GraphReader.read(version.graph()).orRefuse());
    }
}
