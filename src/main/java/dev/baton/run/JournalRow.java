package dev.baton.run;

import java.util.UUID;

/**
 * A row of the journal, ready to be written.
 *
 * @param commit tells this row from one that somebody else wrote under the same version
 * @param body JSON, sealed where the tenant wants that
 */
record JournalRow(RunId run, int version, UUID commit, String body) {}
