package dev.baton.vault;

import dev.baton.platform.BadConfiguration;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The master key that development makes for itself, readable by the account of this process only.
 */
final class KeyFile {

    private static final int BYTES = 48;

    private final Path file;

    KeyFile(Path home) {
        this.file = home.resolve("secret.key");
    }

    /** The key in the file; a first start makes one, an existing file is never replaced. */
    String read() {
        try {
            if (!Files.exists(file)) {
                create();
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new BadConfiguration(
                    "SECRET_KEY",
                    "is not set and " + file + " cannot be used: " + e.getMessage(),
                    "Set SECRET_KEY, or let this account read and write the file.");
        }
    }

    private void create() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent(), ownerOnly("rwx------"));
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var fresh =
                Files.createTempFile(file.getParent(), "secret", ".new", ownerOnly("rw-------"));
        try {
            Files.writeString(
                    fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            // A link appears whole or not at all, and never over a key that is already there.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another start was faster: its key is the key.
        } finally {
            Files.delete(fresh);
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
