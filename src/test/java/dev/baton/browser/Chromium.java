package dev.baton.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The browser of a test run: this machine's Chromium, or Debian's, which {@code .ci/chromium}
 * installs where it may. Without one the tests fail with its sentence.
 */
final class Chromium {

    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private static final ThreadLocal<Browser> BROWSER = ThreadLocal.withInitial(Chromium::launch);

    private Chromium() {}

    /** The calling thread's own: Playwright answers only the thread that started it. */
    static Browser browser() {
        return BROWSER.get();
    }

    private static Browser launch() {
        var playwright = Playwright.create();
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of(program()))
                                .setChromiumSandbox(false)
                                .setArgs(FLAGS));
    }

    private static String program() {
        try {
            var script = new ProcessBuilder("bash", ".ci/chromium").redirectErrorStream(true).start();
            var said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (script.waitFor() != 0) {
                throw new IllegalStateException(said.strip());
            }
            return said.lines().toList().getLast().strip();
        } catch (IOException e) {
            throw new IllegalStateException("The browser tests need bash and Chromium", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
