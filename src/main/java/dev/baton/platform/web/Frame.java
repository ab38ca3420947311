package dev.baton.platform.web;

import dev.baton.platform.trace.RequestAge;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the layout asks while it draws the frame around a page: {@code #frame} in templates. */
@Component
public class Frame {

    private static final Logger log = LoggerFactory.getLogger(Frame.class);
    private static final Viewer VISITOR = new Visitor();

    private final ObjectProvider<Viewer> viewers;
    private final ObjectProvider<ListViews> views;
    private final ObjectProvider<Bell> bells;
    private final List<NavigationEntry> entries;
    private final List<NavigationCount> counts;
    private final Clock clock;
    private final HttpServletRequest request;

    Frame(
            ObjectProvider<Viewer> viewers,
            ObjectProvider<ListViews> views,
            ObjectProvider<Bell> bells,
            ObjectProvider<NavigationEntry> entries,
            ObjectProvider<NavigationCount> counts,
            Icons icons,
            Clock clock,
            HttpServletRequest request) {
        this.viewers = viewers;
        this.views = views;
        this.bells = bells;
        this.entries = entries.stream().toList();
        // An entry without an icon stops the start, not the first page.
        this.entries.forEach(it -> icons.svg(it.icon()));
        this.counts = counts.stream().toList();
        this.clock = clock;
        this.request = request;
    }

    public Viewer viewer() {
        return viewers.getIfAvailable(() -> VISITOR);
    }

    /** What is saved of the list at that address; null where nothing can be. */
    public ListViews.@Nullable Shelf views(String list, String query) {
        return Optional.ofNullable(views.getIfAvailable())
                .flatMap(it -> it.of(list, query))
                .orElse(null);
    }

    /** When the page was asked for, in milliseconds since 1970: what it shows is no older. */
    public long asked() {
        return clock.instant().minus(RequestAge.now()).toEpochMilli();
    }

    /** How much the viewer has not noticed yet. */
    public int unread() {
        var bell = bells.getIfAvailable();
        return bell == null ? 0 : bell.unread();
    }

    public Navigation navigation() {
        return Navigation.of(entries, viewer(), path());
    }

    /** How much waits for the viewer behind an entry; a page is not lost for it. */
    public int waiting(NavigationEntry entry) {
        try {
            return counts.stream()
                    .filter(count -> count.href().equals(entry.href()))
                    .mapToInt(count -> count.counting().getAsInt())
                    .sum();
        } catch (RuntimeException failure) {
            log.warn("What waits behind {} could not be counted", entry.href(), failure);
            return 0;
        }
    }

    public Language language() {
        return Language.of(LocaleContextHolder.getLocale());
    }

    public List<Language> languages() {
        return List.of(Language.values());
    }

    public Theme theme() {
        return viewer().theme()
                .or(() -> Preference.THEME.read(request).flatMap(Theme::of))
                .orElse(Theme.SYSTEM);
    }

    /** The theme to write into {@code data-bs-theme}; null leaves the choice to the system. */
    public @Nullable String fixedTheme() {
        return theme() == Theme.SYSTEM ? null : theme().code();
    }

    /** The values a preference may have, in the order they are offered. */
    public List<String> choices(String preference) {
        return Preference.valueOf(preference.toUpperCase(Locale.ROOT)).choices();
    }

    /** Whether this page is the entry's own, and not one below it. */
    public boolean isAt(NavigationEntry entry) {
        return entry.href().equals(path());
    }

    public String preference(String name) {
        return switch (Preference.valueOf(name.toUpperCase(Locale.ROOT))) {
            case LANGUAGE -> language().tag();
            case THEME -> theme().code();
            case NAVIGATION -> Preference.NAVIGATION.read(request, "wide");
            case DENSITY -> Preference.DENSITY.read(request, "comfortable");
            case TIMES -> Preference.TIMES.read(request, "relative");
            case KEYBOARD -> Preference.KEYBOARD.read(request, "on");
        };
    }

    /**
     * Remembers a preference in the browser and, where the account keeps it too, there.
     *
     * @return false when there is no such preference or no such value
     */
    public boolean choose(String name, String value, HttpServletResponse response) {
        var preference = Preference.of(name).filter(it -> it.allows(value));
        preference.ifPresent(it -> it.write(value, request, response));
        if (preference.filter(Preference.LANGUAGE::equals).isPresent()) {
            Language.of(value).ifPresent(viewer()::chose);
        }
        if (preference.filter(Preference.THEME::equals).isPresent()) {
            Theme.of(value).ifPresent(viewer()::chose);
        }
        return preference.isPresent();
    }

    /** Whether the page answers a form: asking for it again would lose what it shows. */
    public boolean isAnswer() {
        return !"GET".equals(request.getMethod());
    }

    /**
     * The page's own address with its query, so that a preference form can lead back to it; of an
     * answer to a form the page on which that stood.
     */
    public String here() {
        if (isAnswer()) {
            return PageBefore.of(request).orElseGet(this::path);
        }
        var query = request.getQueryString();
        return query == null ? path() : path() + "?" + query;
    }

    /** The header that htmx sends with each request, as the JSON that {@code hx-headers} takes. */
    public @Nullable String csrfHeaders() {
        var token = (CsrfToken) request.getAttribute("_csrf");
        return token == null
                ? null
                : "{\"%s\": \"%s\"}".formatted(token.getHeaderName(), token.getToken());
    }

    public String nonce() {
        return ContentSecurityPolicyFilter.nonceOf(request);
    }

    private String path() {
        var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed == null ? request.getRequestURI() : failed.toString();
    }
}
