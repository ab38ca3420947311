package dev.baton.run;

import dev.baton.tenant.TenantId;
import dev.baton.vault.SecretUnreadable;
import dev.baton.vault.Vault;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which run a request comes from: its steps' requests say so under a seal of this installation, so
 * that what they lead to here is known to come of the run, whatever trace they name. Nobody else
 * can say it of a request.
 */
@Component
public class CallingRun {

    public static final String HEADER = "Baton-Run";

    private static final String PURPOSE = "run.request";
    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern FORM =
            Pattern.compile("(" + ID + ")/(" + ID + ")/([A-Za-z0-9:_-]{1,200})");

    private final Vault vault;
    private final Runs runs;

    CallingRun(Vault vault, Runs runs) {
        this.vault = vault;
        this.runs = runs;
    }

    /** What the header says of the requests of a run. Not within a transaction. */
    String header(RunId run) {
        return run.tenant().value()
                + "/"
                + run.value()
                + "/"
                + vault.seal(run.tenant(), PURPOSE, run.value(), "");
    }

    /**
     * The run, of whichever tenant; of one that steps of others began, the first. Empty where no
     * run sent the request, or it is forgotten. Not within a transaction.
     */
    public Optional<RunHead> first(@Nullable String header) {
        return sealed(header).flatMap(runs::find).map(Run::head).map(this::root);
    }

    private Optional<RunId> sealed(@Nullable String header) {
        var match = FORM.matcher(header == null ? "" : header);
        if (!match.matches()) {
            return Optional.empty();
        }
        var run =
                new RunId(
                        new TenantId(UUID.fromString(match.group(1))),
                        UUID.fromString(match.group(2)));
        try {
            vault.open(run.tenant(), PURPOSE, run.value(), match.group(3));
            return Optional.of(run);
        } catch (SecretUnreadable notOurs) {
            return Optional.empty();
        }
    }

    private RunHead root(RunHead run) {
        var parent = run.parent();
        return parent == null
                ? run
                : runs.find(new RunId(run.id().tenant(), parent.run()))
                        .map(Run::head)
                        .map(this::root)
                        .orElse(run);
    }
}
