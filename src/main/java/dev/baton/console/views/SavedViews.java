package dev.baton.console.views;

import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.Permission;
import dev.baton.tenant.PermissionDenied;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The views of lists that people save. Everybody saves and shares their own: a view opens nothing that
 * its reader may not see anyway. Who may change the tenant also clears away what others share.
 */
@Service
@Transactional
public class SavedViews {

    /** Of one person in one tenant. */
    static final int MOST = 50;

    private final SavedViewTable table;
    private final Clock clock;

    SavedViews(SavedViewTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Saves a view, in place of one's own of the same list and name; its id. */
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public UUID save(NewView view, Actor by) {
        view.check();
        if (table.count(by.requiredId(), by.tenant(), view) >= MOST) {
            throw new TooManyViews(MOST);
        }
        table.put(by.requiredId(), by.tenant(), view, clock.instant());
        return table.id(by.requiredId(), by.tenant(), view);
    }

    /** Shows one's own view to the others of the tenant, or no longer. */
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public void share(UUID id, boolean shared, Actor by) {
        var view = find(id, by);
        if (!isOwn(view, by)) {
            throw new ViewNotFound(id);
        }
        table.share(by.tenant(), view.id(), shared);
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    public void delete(UUID id, Actor by) {
        var view = find(id, by);
        if (!mayDelete(view, by)) {
            throw new PermissionDenied(Permission.TENANT_WRITE);
        }
        table.delete(by.tenant(), view.id());
    }

    /** Those of a list that are one's own or shared, by name. */
    @Transactional(readOnly = true)
    List<SavedView> of(String page, Actor by) {
        return table.seenBy(by.requiredId(), by.tenant(), page);
    }

    static boolean isOwn(SavedView view, Actor by) {
        return view.account().equals(by.requiredId());
    }

    static boolean mayDelete(SavedView view, Actor by) {
        return isOwn(view, by) || by.may(Permission.TENANT_WRITE);
    }

    /** What somebody keeps to themselves is not there for others. */
    private SavedView find(UUID id, Actor by) {
        return table.find(by.tenant(), id)
                .filter(view -> isOwn(view, by) || view.isShared())
                .orElseThrow(() -> new ViewNotFound(id));
    }
}
