package dev.baton.platform;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * Gives out ids: UUID version 7 (RFC 9562), so rows written later sort later and an index grows at
 * its end.
 */
public final class Ids {

    /** Each is greater than the one before it, so that what is made in order is listed in order. */
    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    /** As a {@code BINARY(16)} column sorts them. */
    public static final Comparator<UUID> ORDER =
            Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
                    .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /** What is no greater than any id given out in this millisecond or later. */
    public static UUID firstOf(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
    }

    /** The 16 bytes of a {@code BINARY(16)} column, most significant first. */
    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    public static UUID fromBytes(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
