package dev.baton.platform.web;

import java.util.function.IntSupplier;

/**
 * How much waits for the viewer behind an entry of the navigation. A module contributes it as a bean.
 *
 * @param href of the entry
 * @param counting asked with every page, so it must be quick; up to one more than {@link #MOST}
 */
public record NavigationCount(String href, IntSupplier counting) {

    /** More are not told apart. */
    public static final int MOST = 99;
}
