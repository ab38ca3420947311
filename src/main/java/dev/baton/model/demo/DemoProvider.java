package dev.baton.model.demo;

import dev.baton.model.ModelCall;
import dev.baton.model.ProviderKind;
import dev.baton.model.provider.Finding;
import dev.baton.model.provider.OpenConnection;
import dev.baton.model.provider.Provider;
import dev.baton.model.provider.ProviderCall;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.Optional;

/** The built-in model, for trying everything before a provider is connected. */
@Component
class DemoProvider implements Provider {

    static final String NAME = "demo";

    private final Clock clock;
    private final DemoProperties settings;

    DemoProvider(Clock clock, DemoProperties settings) {
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.DEMO;
    }

    @Override
    public ProviderCall call(OpenConnection connection, ModelCall call) {
        return new DemoCall(call, clock, settings.tokenDelay());
    }

    @Override
    public Finding test(OpenConnection connection, Optional<String> model) {
        return Finding.OK;
    }
}
