package dev.baton.tenant;

import dev.baton.platform.problem.Conflict;

/** Another tenant already has this slug. */
public class SlugTaken extends Conflict {

    SlugTaken(Slug slug) {
        super("slug_taken", "The slug " + slug.value() + " is taken.", slug.value());
    }
}
