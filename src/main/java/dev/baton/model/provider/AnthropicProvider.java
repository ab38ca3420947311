package dev.baton.model.provider;

import dev.baton.model.ModelCall;
import dev.baton.model.ProviderKind;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** Anthropic, and whoever speaks its Messages API. */
@Component
class AnthropicProvider implements Provider {

    private final Outside outside;
    private final AnthropicFormat format;

    AnthropicProvider(Outside outside) {
        this.outside = outside;
        this.format = new AnthropicFormat(outside.clock());
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.ANTHROPIC;
    }

    @Override
    public ProviderCall call(OpenConnection connection, ModelCall call) {
        return new HttpCall(outside, format, connection, call);
    }

    @Override
    public Finding test(OpenConnection connection, Optional<String> model) {
        var list = AnthropicFormat.below(connection, "/models");
        return new ProviderTest(outside, this, list)
                .run(connection, AnthropicFormat.authorization(connection), model);
    }
}
