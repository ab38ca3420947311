package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The runs that a filter leaves and that something can be done to. */
@Component
public class RunSelection {

    /**
     * Pages that are asked for at most: whoever has more runs than these test narrows the filter.
     */
    private static final int PAGES = 100;

    private final RunSearch search;

    RunSelection(RunSearch search) {
        this.search = search;
    }

    /** Newest first; no more than {@code most}, which are the newest of each status. */
    public List<UUID> matching(TenantId tenant, RunFilter filter, RunAction action, int most) {
        var ids = new ArrayList<UUID>();
        for (var status : action.statuses()) {
            if (filter.status() == null || filter.status() == status) {
                ids.addAll(ofStatus(tenant, filter.of(status), most));
            }
        }
        return ids.stream().sorted(Ids.ORDER.reversed()).limit(most).toList();
    }

    private List<UUID> ofStatus(TenantId tenant, RunFilter filter, int most) {
        var ids = new ArrayList<UUID>();
        @Nullable UUID after = null;
        for (var pages = 0; pages < PAGES && ids.size() < most; pages++) {
            Page<Run> page = search.page(tenant, filter, after, most - ids.size());
            page.data().forEach(run -> ids.add(run.id().value()));
            if (page.nextCursor() == null) {
                break;
            }
            after = UUID.fromString(page.nextCursor());
        }
        return ids;
    }
}
