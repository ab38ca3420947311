package dev.baton.console.demo;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.database.PrivateFile;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code .baton/demo.env}: who may come in, for the account of this process only. */
@Component
class DemoFile {

    private final Path folder;
    private final Path file;

    DemoFile(DemoProperties properties) {
        this.folder = properties.home().toAbsolutePath().normalize();
        this.file = folder.resolve("demo.env");
    }

    Path path() {
        return file;
    }

    /** Empty when it is not there, or no longer whole. */
    Optional<DemoAccess> read() {
        try {
            return Files.exists(file)
                    ? DemoAccess.parse(Files.readString(file))
                    : Optional.empty();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void write(DemoAccess access) {
        try {
            PrivateFile.folder(folder);
            PrivateFile.write(file, access.text());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private BadConfiguration unusable(IOException e) {
        return new BadConfiguration(
                "BATON_HOME",
                "holds " + file + ", which cannot be used: " + e.getMessage(),
                "Let this account read and write the file, or set DEMO_DATA=false.");
    }
}
