package dev.baton;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The facts in the lines that some part of the program logs while a test looks. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<Map<String, String>> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;

    private LogLines(Logger logger) {
        this.logger = logger;
        this.before = logger.getLevel();
    }

    /** Everything that is logged under the name, whatever its level. */
    public static LogLines of(String name) {
        var lines = new LogLines((Logger) LoggerFactory.getLogger(name));
        lines.logger.setLevel(Level.DEBUG);
        lines.logger.addAppender(lines);
        lines.start();
        return lines;
    }

    /** The facts of each line that was logged during this piece of work. */
    public List<Map<String, String>> ofWork(String work) {
        return lines.stream().filter(facts -> work.equals(facts.get("work"))).toList();
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.add(Map.copyOf(line.getMDCPropertyMap()));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        stop();
    }
}
