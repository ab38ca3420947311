package dev.baton.model.provider;

import dev.baton.model.ModelCall;
import dev.baton.model.ProviderKind;

import java.util.Optional;

/** Speaks one wire format. Adding one is adding one bean. */
public interface Provider {

    ProviderKind kind();

    /** Gets a call ready; nothing leaves before the call is asked for its answer. */
    ProviderCall call(OpenConnection connection, ModelCall call);

    /**
     * Whether the provider answers and accepts the credentials, as cheaply as it can be found out.
     *
     * @param model one to try when the provider has no free question
     */
    Finding test(OpenConnection connection, Optional<String> model);
}
