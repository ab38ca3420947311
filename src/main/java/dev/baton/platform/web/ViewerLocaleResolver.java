package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleContextResolver;

import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Supplier;

/** The language of the account, else of the cookie, else of the browser, else English. */
final class ViewerLocaleResolver implements LocaleContextResolver {

    private final Supplier<Viewer> viewer;

    ViewerLocaleResolver(Supplier<Viewer> viewer) {
        this.viewer = viewer;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return viewer.get()
                .language()
                .or(() -> Preference.LANGUAGE.read(request).flatMap(Language::of))
                .or(() -> asked(request))
                .orElse(Language.DEFAULT)
                .locale();
    }

    @Override
    public LocaleContext resolveLocaleContext(HttpServletRequest request) {
        return new TimeZoneAwareLocaleContext() {
            @Override
            public Locale getLocale() {
                return resolveLocale(request);
            }

            @Override
            public TimeZone getTimeZone() {
                return TimeZone.getTimeZone(viewer.get().zone());
            }
        };
    }

    @Override
    public void setLocaleContext(
            HttpServletRequest request,
            @Nullable HttpServletResponse response,
            @Nullable LocaleContext context) {
        throw new UnsupportedOperationException("The language is chosen at /preferences/language");
    }

    private static Optional<Language> asked(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE))
                .flatMap(Language::accepted);
    }
}
