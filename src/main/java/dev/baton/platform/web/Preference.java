package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A choice about how the console looks, remembered in a cookie of this browser. */
enum Preference {
    LANGUAGE(Arrays.stream(Language.values()).map(Language::tag).toList()),
    THEME(Arrays.stream(Theme.values()).map(Theme::code).toList()),
    NAVIGATION(List.of("wide", "icons")),
    DENSITY(List.of("comfortable", "compact")),
    TIMES(List.of("relative", "local", "utc")),
    KEYBOARD(List.of("on", "off"));

    private static final Duration KEPT = Duration.ofDays(400);

    private final List<String> choices;

    Preference(List<String> choices) {
        this.choices = choices;
    }

    static Optional<Preference> of(String code) {
        return Arrays.stream(Preference.values()).filter(it -> it.code().equals(code)).findFirst();
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> choices() {
        return choices;
    }

    boolean allows(String value) {
        return choices.contains(value);
    }

    /** What the browser remembers, if it is still one of the choices. */
    Optional<String> read(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, cookie()))
                .map(it -> it.getValue())
                .filter(this::allows);
    }

    String read(HttpServletRequest request, String otherwise) {
        return read(request).orElse(otherwise);
    }

    void write(String value, HttpServletRequest request, HttpServletResponse response) {
        var cookie =
                ResponseCookie.from(cookie(), value)
                        .path("/")
                        .maxAge(KEPT)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private String cookie() {
        return "baton_" + code();
    }
}
