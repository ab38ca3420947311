package dev.baton.model.web;

import dev.baton.model.Connection;
import dev.baton.platform.web.ApiCall;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** What a program would send in place of the form: a new connection, or a change of this one. */
final class ConnectionScript {

    private static final String EXAMPLE =
            "{\"name\":\"OpenAI\",\"provider\":\"openai\",\"api_key\":\"sk-...\"}";

    private ConnectionScript() {}

    static ApiCall of(@Nullable Connection edited) {
        if (edited == null) {
            return new ApiCall("POST", "/api/v1/connections", EXAMPLE);
        }
        var change = new LinkedHashMap<String, Object>();
        change.put("name", edited.name());
        if (edited.provider().isRemote()) {
            change.put("base_url", edited.baseUrl());
        }
        return ApiCall.of("PATCH", "/api/v1/connections/" + edited.id().value(), change);
    }
}
