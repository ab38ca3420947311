package dev.baton.platform.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.webjars.WebJarVersionLocator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Tabler's outline icons as inline SVG: {@code #icons.svg('home')} in templates. They are
 * decoration, hidden from screen readers; the word beside them carries the meaning.
 */
@Component
public class Icons {

    private static final int DEFAULT_SIZE = 18;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern FRAME =
            Pattern.compile("<path stroke=\"none\" d=\"M0 0h24v24H0z\"[^>]*/>");
    private static final Pattern SPACE = Pattern.compile("\\s*\\n\\s*");
    private static final Pattern INNER = Pattern.compile("<svg[^>]*>(.*)</svg>", Pattern.DOTALL);

    private final String folder;
    private final Map<String, String> shapes = new ConcurrentHashMap<>();

    Icons() {
        var version = new WebJarVersionLocator().version("tabler__icons");
        this.folder =
                "META-INF/resources/webjars/tabler__icons/%s/icons/outline/".formatted(version);
    }

    public String svg(String name) {
        return svg(name, DEFAULT_SIZE, "");
    }

    public String svg(String name, int size) {
        return svg(name, size, "");
    }

    /** The icon with extra classes; an unknown name fails, so a typing error never ships. */
    public String svg(String name, int size, String classes) {
        return """
        <svg class="glyph %s" width="%d" height="%d" viewBox="0 0 24 24" fill="none" stroke="currentColor" \
        stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">%s</svg>\
        """
                .formatted(classes, size, size, shapes.computeIfAbsent(name, this::read));
    }

    private String read(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is not the name of an icon".formatted(name));
        }
        var file = new ClassPathResource(folder + name + ".svg");
        if (!file.exists()) {
            throw new IllegalArgumentException("There is no icon '%s'".formatted(name));
        }
        try {
            var svg =
                    COMMENT.matcher(file.getContentAsString(StandardCharsets.UTF_8)).replaceAll("");
            var inner = INNER.matcher(svg);
            return inner.find()
                    ? FRAME.matcher(SPACE.matcher(inner.group(1)).replaceAll("")).replaceAll("")
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
