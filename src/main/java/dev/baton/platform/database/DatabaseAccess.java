package dev.baton.platform.database;

/**
 * Who else may work on the database.
 *
 * @param exclusive nobody: this process holds the lock of the embedded database's folder, so
 *     whatever others left there is left for good
 */
public record DatabaseAccess(boolean exclusive) {}
