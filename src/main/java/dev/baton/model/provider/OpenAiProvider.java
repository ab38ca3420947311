package dev.baton.model.provider;

import dev.baton.model.ModelCall;
import dev.baton.model.ProviderKind;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** OpenAI and everything that speaks its wire format. */
@Component
class OpenAiProvider implements Provider {

    private final Outside outside;
    private final ProviderTest test;
    private final OpenAiFormat format = new OpenAiFormat();

    OpenAiProvider(Outside outside) {
        this.outside = outside;
        this.test = new ProviderTest(outside, this, "/models");
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    public ProviderCall call(OpenConnection connection, ModelCall call) {
        return new HttpCall(outside, format, connection, call);
    }

    @Override
    public Finding test(OpenConnection connection, Optional<String> model) {
        return test.run(connection, OpenAiFormat.authorization(connection), model);
    }
}
