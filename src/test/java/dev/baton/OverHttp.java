package dev.baton;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends what a page or API test asks over a socket to a server that listens, instead of past it into
 * its servlet: the same test then judges from outside.
 */
public final class OverHttp implements Filter {

    /** The client sets these itself. */
    private static final Set<String> ITS_OWN = Set.of("host", "content-length", "connection", "cookie");

    private final Environment environment;
    private final HttpClient http = HttpClient.newHttpClient();

    private OverHttp(Environment environment) {
        this.environment = environment;
    }

    /** For a test whose context listens on a port. */
    @TestConfiguration
    public static class Testers {

        @Bean
        MockMvcTester overHttp(Environment environment) {
            return MockMvcTester.create(
                    MockMvcBuilders.standaloneSetup(new Object())
                            .addFilters(new OverHttp(environment))
                            .build());
        }
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse told, FilterChain chain)
            throws IOException {
        var request = (HttpServletRequest) asked;
        try {
            copy(http.send(over(request), BodyHandlers.ofInputStream()), (HttpServletResponse) told);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest over(HttpServletRequest request) throws IOException {
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        var server = "http://localhost:" + environment.getRequiredProperty("local.server.port");
        var sent = HttpRequest.newBuilder(URI.create(server + request.getRequestURI() + query));
        for (var name : Collections.list(request.getHeaderNames())) {
            if (!ITS_OWN.contains(name.toLowerCase())) {
                Collections.list(request.getHeaders(name)).forEach(it -> sent.header(name, it));
            }
        }
        if (request.getCookies() != null) {
            sent.header(
                    "Cookie",
                    Arrays.stream(request.getCookies())
                            .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var body = request.getInputStream().readAllBytes();
        if (body.length == 0 && !request.getMethod().equals("GET")) {
            sent.setHeader("Content-Type", "application/x-www-form-urlencoded");
            body = form(request).getBytes(StandardCharsets.UTF_8);
        }
        var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        return sent.method(request.getMethod(), publisher).build();
    }

    private static String form(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .flatMap(
                        field ->
                                Arrays.stream(field.getValue())
                                        .map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void copy(HttpResponse<InputStream> answer, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.statusCode());
        answer.headers()
                .map()
                .forEach((name, values) -> values.forEach(it -> response.addHeader(name, it)));
        try (var body = answer.body()) {
            // A stream of events has no end to wait for.
            if (!String.valueOf(response.getContentType()).startsWith("text/event-stream")) {
                response.getOutputStream().write(body.readAllBytes());
            }
        }
    }
}
