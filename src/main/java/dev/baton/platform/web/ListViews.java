package dev.baton.platform.web;

import java.util.List;
import java.util.Optional;

/**
 * The views of lists that people saved. One bean of this type answers for whoever looks at the page;
 * without one there are none.
 */
public interface ListViews {

    /**
     * What is saved of a list, for the person who looks at it.
     *
     * @param list its address
     * @param query what narrows and sorts it now
     * @return empty for lists of which nothing can be saved
     */
    Optional<Shelf> of(String list, String query);

    /**
     * A list's saved views.
     *
     * @param own one's own, also those that one shares
     * @param shared those of others in the tenant
     */
    record Shelf(List<View> own, List<View> shared) {

        public boolean isEmpty() {
            return own.isEmpty() && shared.isEmpty();
        }
    }

    /**
     * A saved view.
     *
     * @param isCurrent whether the page shows just this
     * @param isDeletable by who looks
     */
    record View(
            String id,
            String name,
            String href,
            String by,
            boolean isShared,
            boolean isCurrent,
            boolean isDeletable) {}
}
