package dev.baton.work;

import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;

/**
 * What one tenant may begin now.
 *
 * @param items at most this many
 * @param groups where to take them from, the highest score first
 * @param rooms how many more items of a lane may be worked on
 */
record Share(
        String queue,
        TenantId tenant,
        int items,
        List<DueGroup> groups,
        ToIntFunction<@Nullable UUID> rooms) {

    int room(@Nullable UUID lane) {
        return rooms.applyAsInt(lane);
    }
}
