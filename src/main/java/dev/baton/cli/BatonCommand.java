package dev.baton.cli;

import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code baton}: asks a server's agents and tells what became of it. Where it is and who asks are
 * told by {@code BATON_URL} and {@code BATON_API_KEY}, as in a server's {@code demo.env}.
 */
@Command(
        name = "baton",
        description = "Asks the agents of a Baton server.",
        mixinStandardHelpOptions = true,
        versionProvider = BatonCommand.Version.class,
        subcommands = {Ask.class, Status.class, Result.class, MessageList.class},
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  BATON_URL      address of the server, else http://localhost:8008",
            "  BATON_API_KEY  an API key; --key-file reads it from a file instead"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the message failed or was cancelled",
            "2:the command was not understood",
            "3:the server refused",
            "4:the server cannot be reached or cannot answer now",
            "5:the message has not ended yet"
        })
public final class BatonCommand implements Runnable {

    private static final Set<String> ABOUT_ITSELF = Set.of("-h", "--help", "-V", "--version");

    /** As the jar's manifest tells it. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = BatonCommand.class.getPackage().getImplementationVersion();
            return new String[] {"baton " + (version == null ? "(not packaged)" : version)};
        }
    }

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    BatonCommand() {}

    /** Whether the arguments of the program are a command and no options of the server. */
    public static boolean isMeant(String... arguments) {
        return arguments.length > 0
                && (!arguments[0].startsWith("-") || ABOUT_ITSELF.contains(arguments[0]));
    }

    /**
     * Carries a command out.
     *
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new BatonCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(BatonCommand::explain)
                .execute(arguments);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explain(
            Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof NotDone refused) {
            command.getErr().println("baton: " + Terminal.printable(refused.toString()));
            return refused.exitCode();
        }
        throw failure;
    }
}
