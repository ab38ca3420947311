package dev.baton.identity.key;

import dev.baton.platform.problem.Conflict;

/** Somebody else rotated the signing key at the same moment. */
class RotatedMeanwhile extends Conflict {

    RotatedMeanwhile() {
        super("signing_key_rotated_meanwhile", "The signing key was rotated at the same moment.");
    }
}
