package dev.baton.work;

import dev.baton.platform.Ids;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** How a lane stands in the database: zeros for none, so that it can be part of an index's key. */
final class Lane {

    private static final UUID NONE = new UUID(0, 0);

    private Lane() {}

    static byte[] bytes(@Nullable UUID lane) {
        return Ids.bytes(lane == null ? NONE : lane);
    }

    static @Nullable UUID of(byte[] bytes) {
        var lane = Ids.fromBytes(bytes);
        return lane.equals(NONE) ? null : lane;
    }
}
