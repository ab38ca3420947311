package dev.baton;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process runs on that is started as people start it: nothing of the tests. */
public final class ShippedClasses {

    private ShippedClasses() {}

    /** The value of {@code -cp}. */
    public static String path() {
        try {
            return Path.of("target", "classes").toAbsolutePath()
                    + File.pathSeparator
                    + Files.readString(Path.of("target", "runtime.classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("mvn process-test-resources writes it", e);
        }
    }
}
