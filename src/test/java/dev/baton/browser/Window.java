package dev.baton.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import dev.baton.TestPeople;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A browser window of one person, in their look. What the page complains of fails the test. */
final class Window implements AutoCloseable {

    private static final Path FAILURE = Path.of("target", "browser-failure.png");

    private static final String NO_TITLE_COVERED =
            """
            () => [...document.querySelectorAll('main h1')].every(title => {
                const text = document.createRange();
                text.selectNodeContents(title);
                const words = text.getBoundingClientRect();
                return [...document.querySelectorAll('.page-actions :is(a, button, summary)')]
                    .filter(each => each.checkVisibility())
                    .map(each => each.getBoundingClientRect())
                    .every(each => each.right <= words.left || each.left >= words.right
                        || each.bottom <= words.top || each.top >= words.bottom);
            })
            """;

    private final BrowserContext context;
    private final Page page;
    private ColorScheme theme;
    private final List<String> complaints = new ArrayList<>();

    Window(String server, Look look) {
        this(server, look, true);
    }

    /** Of somebody whose browser runs no scripts. */
    static Window withoutScripts(String server, Look look) {
        return new Window(server, look, false);
    }

    private Window(String server, Look look, boolean scripts) {
        theme = look.theme();
        context =
                Chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setBaseURL(server)
                                        .setLocale(look.language().getLanguage())
                                        .setJavaScriptEnabled(scripts)
                                        .setColorScheme(look.theme())
                                        .setReducedMotion(ReducedMotion.REDUCE)
                                        .setViewportSize(look.width(), look.height()));
        context.setDefaultTimeout(20_000);
        context.addInitScript(AxeBuilder.getAxeScript());
        page = context.newPage();
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onConsoleMessage(
                message -> {
                    if (message.text().contains("Content Security Policy")) {
                        complaints.add(page.url() + ": " + message.text());
                    }
                });
    }

    Page page() {
        return page;
    }

    Window signIn(TestPeople.Person person) {
        return signIn(person.email(), TestPeople.PASSWORD);
    }

    Window signIn(String email, String password) {
        page.navigate("/login");
        page.locator("#email").fill(email);
        page.locator("#password").fill(password);
        page.locator("form[action='/login'] button.btn-primary").click();
        page.waitForURL(Pattern.compile("/dashboard"));
        return this;
    }

    Window open(String path) {
        page.navigate(path);
        return this;
    }

    /**
     * Shows the page in the other theme, once its colours have changed; so are those that follow.
     */
    void changeTheme() {
        theme = theme == ColorScheme.DARK ? ColorScheme.LIGHT : ColorScheme.DARK;
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        page.evaluate(
                "async () => {"
                        // The change begins in the first frame and is drawn from the second on.
                        + "  await new Promise(requestAnimationFrame);"
                        + "  await new Promise(requestAnimationFrame);"
                        + "  await Promise.allSettled("
                        + "      document.getAnimations().map(each => each.finished));"
                        + "}");
    }

    /** Opens a page and says how the server answered. */
    int status(String path) {
        var response = page.navigate(path);
        return response == null ? 0 : response.status();
    }

    Window fill(String field, String value) {
        page.locator("main [name='" + field + "']").fill(value);
        return this;
    }

    Window press(String name) {
        return click(button(name));
    }

    Window follow(String name) {
        return click(main().getByRole(AriaRole.LINK, named(name)).first());
    }

    /** Leaves a picture of what was there instead, when it is not there. */
    private Window click(Locator wanted) {
        try {
            wanted.click();
            return this;
        } catch (TimeoutError missing) {
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(FAILURE));
            throw missing;
        }
    }

    Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .filter(new Locator.FilterOptions().setVisible(true))
                .first();
    }

    Locator main() {
        return page.locator("main");
    }

    /** Nothing would be cut off to the right in a window of another width. */
    boolean fits(int width) {
        var usual = page.viewportSize();
        page.setViewportSize(width, usual.height);
        try {
            // What moves to its new place needs a moment.
            page.waitForFunction(
                    "width => innerWidth === width && document.documentElement.scrollWidth <="
                            + " width",
                    width,
                    new Page.WaitForFunctionOptions().setTimeout(2_000));
            return true;
        } catch (TimeoutError cut) {
            return false;
        } finally {
            page.setViewportSize(usual.width, usual.height);
        }
    }

    /** Nothing is cut off to the right. */
    boolean fits() {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    }

    /**
     * Nothing that can be pressed would cover the title of the page in a window of another width.
     */
    boolean showsItsTitle(int width) {
        var usual = page.viewportSize();
        page.setViewportSize(width, usual.height);
        try {
            return (Boolean) page.evaluate(NO_TITLE_COVERED);
        } finally {
            page.setViewportSize(usual.width, usual.height);
        }
    }

    /** What the page's scripts and policy have complained of since the last time this was asked. */
    List<String> complaints() {
        var heard = List.copyOf(complaints);
        complaints.clear();
        return heard;
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    @Override
    public void close() {
        context.close();
    }
}
