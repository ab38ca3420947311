/**
 * The database of this instance: the MySQL that {@code DATABASE_URL} names, else a MariaDB of its
 * own that it unpacks, starts, watches and stops.
 */
@NullMarked
package dev.baton.platform.database;

import org.jspecify.annotations.NullMarked;
