package dev.baton.prompt;

import static dev.baton.platform.Ids.bytes;

import dev.baton.ledger.UsageNaming;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names versions of prompts where their use is told: {@code support v3}. */
@Component
class PromptVersionNames implements UsageNaming {

    private final JdbcClient jdbc;

    PromptVersionNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Dimension dimension() {
        return Dimension.PROMPT;
    }

    @Override
    public Map<UUID, String> names(TenantId tenant, Collection<UUID> ids) {
        var names = new HashMap<UUID, String>();
        jdbc.sql(
                        """
                        SELECT v.id, CONCAT(p.name, ' v', v.number) AS name
                        FROM prompt_version v
                        JOIN prompt p ON p.tenant_id = v.tenant_id AND p.id = v.prompt_id
                        WHERE v.tenant_id = :tenant AND v.id IN (:ids)
                        """)
                .param("tenant", bytes(tenant.value()))
                .param("ids", ids.stream().map(Ids::bytes).toList())
                .query((row, _) -> names.put(Ids.fromBytes(row.getBytes(1)), row.getString(2)))
                .list();
        return names;
    }
}
