package dev.baton.platform.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program would send to the API in place of a form, see {@link PageAddress#curlTo}.
 *
 * @param body as JSON
 */
public record ApiCall(String method, String path, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @param body its names as the API spells them, in the order to be read in */
    public static ApiCall of(
            String method, String path, Map<String, ? extends @Nullable Object> body) {
        return new ApiCall(method, path, JSON.writeValueAsString(body));
    }
}
