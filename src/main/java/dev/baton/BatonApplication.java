package dev.baton;

import dev.baton.cli.BatonCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.modulith.Modulithic;

/**
 * Starts Baton: one program that serves the console and the API, and is their command line. Beans
 * carry their whole name, so that two modules may use the same word.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
@Modulithic(systemName = "Baton")
public class BatonApplication {

    /** The server; with a command such as {@code ask}, what that is for. */
    public static void main(String[] args) {
        if (BatonCommand.isMeant(args)) {
            System.exit(BatonCommand.run(printing(System.out), printing(System.err), args));
        }
        SpringApplication.run(BatonApplication.class, args);
    }

    private static PrintWriter printing(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
