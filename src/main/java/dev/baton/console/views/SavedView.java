package dev.baton.console.views;

import java.util.UUID;

/**
 * What a person chose to see of a list.
 *
 * @param by name of the person
 * @param page address of the list
 * @param criteria the query that narrows and sorts it
 * @param isShared whether the others of the tenant see it too
 */
record SavedView(
        UUID id, UUID account, String by, String page, String name, String criteria, boolean isShared) {

    String href() {
        return criteria.isEmpty() ? page : page + "?" + criteria;
    }
}
