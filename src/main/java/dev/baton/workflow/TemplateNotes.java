package dev.baton.workflow;

import dev.baton.tenant.Actor;

import java.util.Map;

/** Implemented by the module that knows what plans by the templates came to. */
public interface TemplateNotes {

    /** A sentence by the id of the template; those of which nothing is known are missing. */
    Map<String, String> of(Actor by);
}
