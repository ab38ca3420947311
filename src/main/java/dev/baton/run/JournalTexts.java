package dev.baton.run;

import dev.baton.platform.json.JsonValues;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.vault.Sealer;
import dev.baton.vault.Vault;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Map;

/**
 * The JSON of journals, encrypted where the tenant wants its texts kept so. A text tells itself
 * whether it is, so what was kept before the tenant changed its mind can still be read.
 */
@Component
class JournalTexts {

    private final Vault vault;
    private final TenantDirectory tenants;

    JournalTexts(Vault vault, TenantDirectory tenants) {
        this.vault = vault;
        this.tenants = tenants;
    }

    /** How the tenant wants the texts of a run kept now. */
    Seal of(TenantId tenant) {
        return new Seal(tenants.get(tenant).isTextsSealed() ? vault.sealer(tenant) : null);
    }

    JournalEntry entry(RunId run, int version, String body) {
        return JsonValues.mapper()
                .readValue(open(run, "run.journal/" + version, body), JournalEntry.class);
    }

    Map<String, Object> input(RunId run, String body) {
        return JsonValues.object(open(run, "run.journal/0", body));
    }

    String command(RunId run, String body) {
        return open(run, "run.command", body);
    }

    String error(RunId run, String text) {
        return open(run, "run.error", text);
    }

    private String open(RunId run, String purpose, String text) {
        return vault.openIfSealed(run.tenant(), purpose, run.value(), text);
    }

    /**
     * How the texts of a run are kept.
     *
     * @param sealer null to keep them as they are
     */
    record Seal(@Nullable Sealer sealer) {

        String entry(RunId run, JournalEntry entry) {
            return seal(
                    run,
                    "run.journal/" + entry.version(),
                    JsonValues.mapper().writeValueAsString(entry));
        }

        String input(RunId run, Map<String, Object> input) {
            return seal(run, "run.journal/0", JsonValues.mapper().writeValueAsString(input));
        }

        String command(RunId run, String json) {
            return seal(run, "run.command", json);
        }

        String error(RunId run, String text) {
            return seal(run, "run.error", text);
        }

        private String seal(RunId run, String purpose, String text) {
            return sealer == null ? text : sealer.seal(purpose, run.value(), text);
        }
    }
}
