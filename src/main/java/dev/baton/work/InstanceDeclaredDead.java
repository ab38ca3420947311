package dev.baton.work;

import java.util.UUID;

/**
 * This very instance was silent so long that others have settled what it held: leases and blocks
 * kept in its memory are no longer its own. Published on the instance itself when it notices.
 */
public record InstanceDeclaredDead(UUID instance) {}
