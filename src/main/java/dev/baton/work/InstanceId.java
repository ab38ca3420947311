package dev.baton.work;

import java.util.UUID;

/** This running instance of Baton; a new one at every start. */
public record InstanceId(UUID value) {}
