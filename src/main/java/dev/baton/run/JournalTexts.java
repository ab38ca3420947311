package dev.baton.run;

import dev.baton.platform.Ids;
import dev.baton.platform.json.JsonValues;
import dev.baton.run.engine.Letters;
import dev.baton.run.engine.StateImage;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.vault.Sealer;
import dev.baton.vault.SecretUnreadable;
import dev.baton.vault.Vault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The JSON of journals, encrypted where the tenant wants its texts kept so. A text tells itself
 * whether it is, so what was kept before the tenant changed its mind can still be read.
 */
@Component
class JournalTexts {

    private static final String JOURNAL = "run.journal";
    private static final String COMMAND = "run.command";
    private static final String ERROR = "run.error";
    private static final String GRAPH = "run.graph";
    private static final String IMAGE = "run.snapshot";
    private static final String REASON = "run.fork";
    private static final String FEEDBACK = "run.feedback";

    /** A statement that a database takes holds several of them. */
    private static final long MOST_LETTERS_OF_ROW = 4_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(JournalTexts.class);

    private final Vault vault;
    private final TenantDirectory tenants;

    JournalTexts(Vault vault, TenantDirectory tenants) {
        this.vault = vault;
        this.tenants = tenants;
    }

    /** How the tenant wants the texts of a run kept now. */
    Seal of(TenantId tenant) {
        return new Seal(areSealed(tenant) ? vault.sealer(tenant) : null);
    }

    boolean areSealed(TenantId tenant) {
        return tenants.get(tenant).isTextsSealed();
    }

    JournalEntry entry(RunId run, int version, String body) {
        return JsonValues.mapper()
                .readValue(
                        open(run.tenant(), JOURNAL, Seal.row(run, version), body),
                        JournalEntry.class);
    }

    Map<String, Object> input(RunId run, String body) {
        return JsonValues.object(open(run.tenant(), JOURNAL, Seal.row(run, 0), body));
    }

    String command(RunId run, String body) {
        return open(run.tenant(), COMMAND, run.value(), body);
    }

    /** Empty where it cannot be read: lists show the others all the same. */
    String error(RunId run, String text) {
        return readable(run, ERROR, run.value(), text);
    }

    /** Why it goes on from another; empty where it cannot be read. */
    String reason(RunId run, String text) {
        return readable(run, REASON, run.value(), text);
    }

    /** What somebody wrote about it; empty where it cannot be read. */
    String feedback(RunId run, UUID rater, String text) {
        return readable(run, FEEDBACK, Seal.row(run, rater), text);
    }

    private String readable(RunId run, String purpose, UUID row, String text) {
        try {
            return open(run.tenant(), purpose, row, text);
        } catch (SecretUnreadable damaged) {
            LOG.warn("Run {} is shown without words of it ({})", run, purpose, damaged);
            return "";
        }
    }

    String image(RunId run, int version, String body) {
        return open(run.tenant(), IMAGE, Seal.row(run, version), body);
    }

    String graph(TenantId tenant, String hash, String body) {
        return open(tenant, GRAPH, Seal.row(hash), body);
    }

    private String open(TenantId tenant, String purpose, UUID row, String text) {
        return vault.openIfSealed(tenant, purpose, row, text);
    }

    /**
     * How the texts of a run are kept.
     *
     * @param sealer null to keep them as they are
     */
    record Seal(@Nullable Sealer sealer) {

        /**
         * The rows of what happened, in as many as keep each of them small.
         *
         * @param version that they come after
         */
        List<JournalRow> rows(RunId run, int version, List<JournalEntry.Move> moves) {
            var rows = new ArrayList<JournalRow>();
            var open = new ArrayList<JournalEntry.Move>();
            var letters = 0L;
            for (var move : moves) {
                var more = Letters.of(move.events());
                if (!open.isEmpty() && letters + more > MOST_LETTERS_OF_ROW) {
                    rows.add(row(run, version + rows.size() + 1, open));
                    open.clear();
                    letters = 0;
                }
                open.add(move);
                letters += more;
            }
            if (!open.isEmpty()) {
                rows.add(row(run, version + rows.size() + 1, open));
            }
            return List.copyOf(rows);
        }

        private JournalRow row(RunId run, int version, List<JournalEntry.Move> moves) {
            var entry = new JournalEntry(version, List.copyOf(moves));
            return new JournalRow(run, version, Ids.next(), entry(run, entry));
        }

        private String entry(RunId run, JournalEntry entry) {
            return seal(
                    JOURNAL,
                    row(run, entry.version()),
                    JsonValues.mapper().writeValueAsString(entry));
        }

        String input(RunId run, Map<String, Object> input) {
            return seal(JOURNAL, row(run, 0), JsonValues.mapper().writeValueAsString(input));
        }

        /** What lists find a run by; null where nobody may read it without the key. */
        @Nullable String words(Map<String, Object> input) {
            return sealer == null ? InputWords.of(input) : null;
        }

        String command(RunId run, String json) {
            return seal(COMMAND, run.value(), json);
        }

        String error(RunId run, String text) {
            return seal(ERROR, run.value(), text);
        }

        String reason(RunId run, String text) {
            return seal(REASON, run.value(), text);
        }

        String feedback(RunId run, UUID rater, String text) {
            return seal(FEEDBACK, row(run, rater), text);
        }

        /** Null where it would be too large for a row. */
        @Nullable String image(RunId run, int version, StateImage image) {
            var json = JsonValues.mapper().writeValueAsString(image);
            return json.length() > MOST_LETTERS_OF_ROW
                    ? null
                    : seal(IMAGE, row(run, version), json);
        }

        String graph(String hash, String json) {
            return seal(GRAPH, row(hash), json);
        }

        private String seal(String purpose, UUID row, String text) {
            return sealer == null ? text : sealer.seal(purpose, row, text);
        }

        /** A row of a journal has no id but its run and version; one cannot pass for another. */
        private static UUID row(RunId run, int version) {
            return UUID.nameUUIDFromBytes((run + "/" + version).getBytes(StandardCharsets.UTF_8));
        }

        /** What one has written about a run is nobody else's. */
        private static UUID row(RunId run, UUID rater) {
            return UUID.nameUUIDFromBytes((run + "/" + rater).getBytes(StandardCharsets.UTF_8));
        }

        /** Graphs have no id but their hash. */
        private static UUID row(String hash) {
            return UUID.nameUUIDFromBytes(HexFormat.of().parseHex(hash));
        }
    }
}
