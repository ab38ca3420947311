package dev.baton.state;

import dev.baton.platform.BadConfiguration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * @param valueSize how large a value may be as JSON text ({@code STATE_VALUE_SIZE})
 * @param records that a tenant may keep ({@code TENANT_STATE_RECORDS})
 * @param locks that a tenant may hold at a time ({@code TENANT_LOCKS})
 * @param lockTime for which a lock is held unless its taker says otherwise ({@code LOCK_TIMEOUT})
 * @param lockWait how long its taker waits unless it says otherwise ({@code LOCK_WAIT})
 * @param backOff before the second try of a lock, twice that before the third, and so on ({@code
 *     LOCK_BACK_OFF})
 */
@ConfigurationProperties("baton.state")
record StateProperties(
        @DefaultValue("64KB") DataSize valueSize,
        @DefaultValue("10000") int records,
        @DefaultValue("1000") int locks,
        @DefaultValue("30s") Duration lockTime,
        @DefaultValue("10s") Duration lockWait,
        @DefaultValue("100ms") Duration backOff) {

    private static final DataSize LARGEST = DataSize.ofMegabytes(1);

    StateProperties {
        if (valueSize.toBytes() < 1 || valueSize.compareTo(LARGEST) > 0) {
            throw new BadConfiguration(
                    "STATE_VALUE_SIZE", "is not between 1B and 1MB", "Give a size: 64KB.");
        }
        if (lockTime.compareTo(Locks.SHORTEST) < 0 || lockTime.compareTo(Locks.LONGEST) > 0) {
            throw new BadConfiguration(
                    "LOCK_TIMEOUT", "is not between 1s and 1h", "Give a time: 30s.");
        }
        if (lockWait.isNegative() || lockWait.compareTo(Locks.LONGEST_WAIT) > 0) {
            throw new BadConfiguration(
                    "LOCK_WAIT", "is not between 0s and 1m", "Give a time: 10s.");
        }
        if (!backOff.isPositive() || backOff.compareTo(Locks.LONGEST_BACK_OFF) > 0) {
            throw new BadConfiguration(
                    "LOCK_BACK_OFF", "is not between 1ms and 1s", "Give a time: 100ms.");
        }
        if (records < 0 || locks < 0) {
            throw new BadConfiguration(
                    "TENANT_STATE_RECORDS or TENANT_LOCKS",
                    "is negative",
                    "Give a number: 0 or more.");
        }
    }
}
