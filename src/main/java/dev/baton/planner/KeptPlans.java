package dev.baton.planner;

import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.database.Utc;
import dev.baton.platform.json.JsonValues;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.vault.Vault;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Plans under their hashes, encrypted where the tenant wants its texts kept so. */
@Component
class KeptPlans {

    private static final String PURPOSE = "planner.plan";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final Vault vault;
    private final TenantDirectory tenants;
    private final Clock clock;

    KeptPlans(
            JdbcTemplate jdbc,
            RetryingTransactions transactions,
            Vault vault,
            TenantDirectory tenants,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.vault = vault;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Durably there when this returns; the same plan is kept once, from its newest time on. */
    void keep(TenantId tenant, Plan plan) {
        var json = JsonValues.mapper().writeValueAsString(plan);
        var text =
                tenants.get(tenant).isTextsSealed()
                        ? vault.seal(tenant, PURPOSE, row(plan.hash()), json)
                        : json;
        transactions.run(
                () ->
                        jdbc.update(
                                """
                                INSERT INTO plan (tenant_id, hash, body, kept_at) VALUES (?, ?, ?, ?)
                                ON DUPLICATE KEY UPDATE
                                    body = VALUES(body), kept_at = VALUES(kept_at)
                                """,
                                Ids.bytes(tenant.value()),
                                HexFormat.of().parseHex(plan.hash()),
                                text,
                                Utc.of(clock.instant())));
    }

    Optional<Plan> find(TenantId tenant, String hash) {
        if (!HASH.matcher(hash).matches()) {
            return Optional.empty();
        }
        return jdbc
                .query(
                        "SELECT body FROM plan WHERE tenant_id = ? AND hash = ?",
                        (row, _) -> row.getString("body"),
                        Ids.bytes(tenant.value()),
                        HexFormat.of().parseHex(hash))
                .stream()
                .findFirst()
                .map(text -> vault.openIfSealed(tenant, PURPOSE, row(hash), text))
                .map(json -> JsonValues.mapper().readValue(json, Plan.class));
    }

    /** Forgets some that were kept last before a time; how many. */
    int forget(TenantId tenant, Instant before, int most) {
        return jdbc.update(
                "DELETE FROM plan WHERE tenant_id = ? AND kept_at < ? ORDER BY kept_at LIMIT ?",
                Ids.bytes(tenant.value()),
                Utc.of(before),
                most);
    }

    private static UUID row(String hash) {
        return Ids.fromBytes(HexFormat.of().parseHex(hash.substring(0, 32)));
    }
}
