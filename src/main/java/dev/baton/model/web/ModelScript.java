package dev.baton.model.web;

import dev.baton.platform.web.ApiCall;
import java.math.BigDecimal;
import java.util.LinkedHashMap;

/** What a program would send in place of the forms of a connection's models and prices. */
final class ModelScript {

    private ModelScript() {}

    /** @param page of the connection */
    static ApiCall model(String page) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", "gpt-5.1-mini");
        body.put("context_window", 400_000);
        body.put("max_output_tokens", 128_000);
        return ApiCall.of("POST", api(page) + "/models", body);
    }

    /** @param model what the form begins with; blank for any */
    static ApiCall price(String page, String model) {
        var body = new LinkedHashMap<String, Object>();
        body.put("model", model.isBlank() ? "gpt-5.1*" : model);
        body.put("currency", "USD");
        body.put("input", new BigDecimal("1.25"));
        body.put("output", BigDecimal.TEN);
        return ApiCall.of("POST", api(page) + "/prices", body);
    }

    private static String api(String page) {
        return "/api/v1" + page.replace("/providers/", "/connections/");
    }
}
