package dev.baton.platform.database;

import dev.baton.platform.BadConfiguration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a data folder to one process. The system lets go of it when the process ends, however it
 * ends, so a file left behind never blocks a start.
 */
final class FolderLock implements AutoCloseable {

    // A second channel on the file would drop this process's own lock when it is closed.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @param folder exists, as a real path
     * @throws BadConfiguration when another instance works in the folder
     */
    static FolderLock of(Path folder) throws IOException {
        if (!HELD.add(folder)) {
            throw taken(folder, Long.toString(ProcessHandle.current().pid()));
        }
        var file = folder.resolve("lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw taken(folder, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            (ProcessHandle.current().pid() + "\n")
                                    .getBytes(StandardCharsets.UTF_8)));
            return new FolderLock(folder, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(folder);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(folder);
    }

    private static BadConfiguration taken(Path folder, String pid) {
        return new BadConfiguration(
                "BATON_HOME",
                "names %s, where another Baton (process %s) is at work"
                        .formatted(folder, pid.isEmpty() ? "unknown" : pid),
                "Stop that one, or give this one another BATON_HOME, or a MySQL server in"
                    + " DATABASE_URL.");
    }
}
