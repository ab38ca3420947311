package dev.baton.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class DemoAccessTests {

    private static final DemoAccess ACCESS =
            new DemoAccess("http://h:1", "k1", "k2", "a@x", "p=1", "o@x", "p2");

    @Test
    void isReadAsItWasWritten() {
        assertThat(DemoAccess.parse(ACCESS.text())).contains(ACCESS);
    }

    @Test
    void aFileThatLacksALineTellsNothing() {
        assertThat(DemoAccess.parse(ACCESS.text().replaceFirst("BATON_OWNER_EMAIL=.*\n", "")))
                .isEmpty();
        assertThat(DemoAccess.parse("")).isEmpty();
    }

    @Test
    void keysStayOutOfLogs() {
        assertThat(ACCESS.toString()).doesNotContain("k1", "p=1");
    }

    @Test
    void theLineToPasteSurvivesAnyFolderName() {
        assertThat(DemoGreeting.curl(Path.of("/it's here/demo.env")))
                .startsWith(". '/it'\\''s here/demo.env' && curl ");
    }
}
