package dev.baton.tenant;

import java.util.regex.Pattern;

/** A tenant's short name in addresses and file names: lower-case letters, digits, inner hyphens. */
public record Slug(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    public Slug {
        if (!isOne(value)) {
            throw new InvalidSlug(value);
        }
    }

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
