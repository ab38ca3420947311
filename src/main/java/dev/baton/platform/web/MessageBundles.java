package dev.baton.platform.web;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the texts of every module: one bundle a folder under {@code i18n}. */
final class MessageBundles {

    private static final String PATTERN = "classpath*:i18n/*/messages.properties";
    private static final Pattern MODULE = Pattern.compile(".*/i18n/([^/]+)/messages\\.properties");

    private MessageBundles() {}

    static ResourceBundleMessageSource messageSource() {
        var source = new ResourceBundleMessageSource();
        source.setBasenames(basenames().toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    static List<String> basenames() {
        try {
            var resources = new PathMatchingResourcePatternResolver().getResources(PATTERN);
            return java.util.Arrays.stream(resources)
                    .map(
                            it ->
                                    MODULE.matcher(
                                            it.getDescription()
                                                    .replace('\\', '/')
                                                    .replace("]", "")))
                    .filter(java.util.regex.Matcher::matches)
                    .map(it -> "i18n/" + it.group(1) + "/messages")
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
