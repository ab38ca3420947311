package dev.baton.platform.web;

import java.util.Map;
import java.util.OptionalLong;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asks on a page of its own before something that cannot be taken back, where only the answer to a
 * form shows that it is that: {@code layout/question}.
 */
public final class Question {

    /** What the page's form sends besides what was asked for. */
    public static final String CONFIRMED = "confirmed";

    private Question() {}

    /**
     * @param words what its message keys begin with: {@code .title} of the name, {@code .effect} of
     *     the figure, and the verb itself
     * @param address that is asked again, with the same fields
     * @param back where a person goes who would rather not
     */
    public static ModelAndView page(
            String words,
            String name,
            OptionalLong figure,
            String address,
            Map<String, String> fields,
            String back) {
        return new ModelAndView("layout/question")
                .addObject("words", words)
                .addObject("name", name)
                .addObject("figure", figure)
                .addObject("address", address)
                .addObject("fields", fields)
                .addObject("back", back);
    }
}
