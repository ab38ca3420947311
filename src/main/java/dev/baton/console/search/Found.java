package dev.baton.console.search;

import java.util.UUID;

/**
 * Something that a search found.
 *
 * @param detail tells it from others of the same title; may be empty
 */
record Found(String title, String detail, String href) {

    /** Something that has no other name than its id. */
    static Found byId(UUID id, String path) {
        return new Found(id.toString(), "", path + id);
    }
}
