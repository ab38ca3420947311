package dev.baton.platform.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages the console speaks, each with the name its own readers give it. */
public enum Language {
    ENGLISH("en", "English"),
    THAI("th", "ไทย"),
    SPANISH("es", "Español");

    /** Spoken to a visitor who asks for nothing we know. */
    public static final Language DEFAULT = ENGLISH;

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** The BCP 47 tag, as stored and as written in {@code lang="…"}. */
    public String tag() {
        return tag;
    }

    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return Locale.of(tag);
    }

    public static Optional<Language> of(String tag) {
        return Arrays.stream(values()).filter(it -> it.tag.equals(tag)).findFirst();
    }

    /** The language of a locale, whatever its region; the default for one we do not speak. */
    public static Language of(Locale locale) {
        return of(locale.getLanguage()).orElse(DEFAULT);
    }

    /** The first language of an {@code Accept-Language} header that we speak. */
    static Optional<Language> accepted(String header) {
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .map(it -> Locale.forLanguageTag(it.getRange()).getLanguage())
                    .flatMap(it -> of(it).stream())
                    .findFirst();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
