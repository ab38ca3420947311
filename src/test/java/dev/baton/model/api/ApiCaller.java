package dev.baton.model.api;

import dev.baton.model.ModelFixtures;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;

import java.io.UnsupportedEncodingException;

/** A script with an API key. */
final class ApiCaller {

    private final MockMvcTester mvc;
    private final String key;

    ApiCaller(MockMvcTester mvc, String key) {
        this.mvc = mvc;
        this.key = key;
    }

    MvcTestResult get(String path) {
        return call(HttpMethod.GET, path, "", null);
    }

    MvcTestResult post(String path, String body) {
        return call(HttpMethod.POST, path, body, null);
    }

    MvcTestResult put(String path) {
        return call(HttpMethod.PUT, path, "", null);
    }

    MvcTestResult delete(String path) {
        return call(HttpMethod.DELETE, path, "", null);
    }

    MvcTestResult patch(String path, String body, @Nullable String ifMatch) {
        return call(HttpMethod.PATCH, path, body, ifMatch);
    }

    static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(MvcTestResult answer) {
        return ModelFixtures.JSON.readTree(text(answer));
    }

    private MvcTestResult call(
            HttpMethod method, String path, String body, @Nullable String ifMatch) {
        var request = mvc.method(method).uri(path).header("Authorization", "Bearer " + key);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.exchange();
    }
}
