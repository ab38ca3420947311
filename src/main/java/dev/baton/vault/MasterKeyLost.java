package dev.baton.vault;

import dev.baton.platform.BadConfiguration;

/** Secrets are stored under a master key that this instance was not given. */
public class MasterKeyLost extends BadConfiguration {

    MasterKeyLost(String id) {
        super(
                "SECRET_KEY",
                "is not the key under which secrets in the database are stored (that one has the id"
                        + " "
                        + id
                        + ")",
                "Set SECRET_KEY to that key again, or name it in SECRET_KEY_PREVIOUS while"
                    + " rotating. In development without SECRET_KEY it is the file secret.key under"
                    + " BATON_HOME. Without that key the stored secrets cannot be read by"
                    + " anybody.");
    }
}
