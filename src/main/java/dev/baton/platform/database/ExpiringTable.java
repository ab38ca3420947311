package dev.baton.platform.database;

import java.time.Duration;

/**
 * A table by month whose rows are kept for some time only: a month goes as a whole, as soon as all
 * of it is older than that.
 */
public interface ExpiringTable {

    String table();

    Duration kept();
}
