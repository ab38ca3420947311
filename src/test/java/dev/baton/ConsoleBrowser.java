package dev.baton;

import jakarta.servlet.http.Cookie;

import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A browser without JavaScript for page tests: keeps cookies and sends forms with the CSRF token of
 * the page they stand on.
 */
public final class ConsoleBrowser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final MockMvcTester mvc;
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String token = "";

    public ConsoleBrowser(MockMvcTester mvc) {
        this.mvc = mvc;
        headers.put("Accept", "text/html");
    }

    /** Sends this header with every request from now on. */
    public ConsoleBrowser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public MvcTestResult open(String path) {
        return exchange(HttpMethod.GET, path, Map.of());
    }

    /** Sends a form; pairs of name and value. */
    public MvcTestResult send(String path, String... fields) {
        var form = new LinkedHashMap<String, String>();
        for (var i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        form.put("_csrf", token);
        return exchange(HttpMethod.POST, path, form);
    }

    /** Any request, with headers of its own and the token where one is needed. */
    public MvcTestResult ask(
            HttpMethod method,
            String path,
            Map<String, String> ownHeaders,
            Map<String, String> fields) {
        var form = new LinkedHashMap<>(fields);
        if (method != HttpMethod.GET) {
            form.put("_csrf", token);
        }
        var usual = Map.copyOf(headers);
        headers.putAll(ownHeaders);
        try {
            return exchange(method, path, form);
        } finally {
            headers.clear();
            headers.putAll(usual);
        }
    }

    /** Opens the sign-in page and signs in. */
    public MvcTestResult signIn(String email, String password) {
        open("/login");
        var result = send("/login", "email", email, "password", password);
        if (result.getResponse().getStatus() == 303) {
            open("/profile");
        }
        return result;
    }

    public String cookie(String name) {
        var cookie = cookies.get(name);
        return cookie == null ? "" : cookie.getValue();
    }

    /** Plants a cookie, as an attacker might. */
    public void plant(String name, String value) {
        cookies.put(name, new Cookie(name, value));
    }

    /** Forgets the token of the page last seen, as a form of another site would. */
    public void forgetToken() {
        token = "";
    }

    private MvcTestResult exchange(HttpMethod method, String path, Map<String, String> form) {
        var request = mvc.method(method).uri(URI.create(path));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.cookie(cookies.values().toArray(Cookie[]::new));
        }
        form.forEach(request::param);
        // A page's own stream goes on after its request was handled.
        var result = request.asyncExchange();
        remember(result);
        return result;
    }

    private void remember(MvcTestResult result) {
        for (var cookie : result.getResponse().getCookies()) {
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie);
            }
        }
        var match = TOKEN.matcher(body(result));
        if (match.find()) {
            token = match.group(1);
        }
    }

    /** The text of an answer. */
    public static String body(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
