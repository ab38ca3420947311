package dev.baton.browser;

import com.microsoft.playwright.options.ColorScheme;

import java.util.Locale;

/** How somebody sees the console. */
record Look(Locale language, ColorScheme theme, int width) {

    static final int DESKTOP = 1440;
    static final int TABLET = 900;
    static final int PHONE = 390;
    static final int SMALL_PHONE = 360;

    static final Locale THAI = Locale.of("th");
    static final Locale SPANISH = Locale.of("es");

    static final Look LIGHT = new Look(Locale.ENGLISH, ColorScheme.LIGHT, DESKTOP);

    int height() {
        return width <= PHONE ? 844 : 900;
    }

    @Override
    public String toString() {
        return language.getLanguage() + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
    }
}
