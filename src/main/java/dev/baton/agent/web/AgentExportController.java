package dev.baton.agent.web;

import dev.baton.agent.AgentFilter;
import dev.baton.agent.AgentRegistry;
import dev.baton.ledger.Money;
import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of agents as a file. */
@Controller
class AgentExportController {

    private static final ListExport<AgentRow> TABLE =
            new ListExport<AgentRow>()
                    .column("agent_id", AgentRow::id)
                    .column("name", AgentRow::name)
                    .column("description", AgentRow::description)
                    .column("kind", "kind", AgentRow::kind)
                    .column("capabilities", "capabilities", AgentRow::capabilities)
                    .column("status", "status", agent -> agent.state().status())
                    .column("enabled", "status", AgentRow::enabled)
                    .column("running", "load", AgentRow::running)
                    .column("max_concurrent", "load", AgentRow::most)
                    .column("calls_24h", "success", agent -> agent.sums().calls())
                    .column("completed_24h", "success", agent -> agent.sums().completed())
                    .column("latency_mean_ms", "latency", AgentRow::latencyMillis)
                    .column(
                            "cost_per_call",
                            "cost",
                            agent -> new Money(agent.cost(), agent.currency()).text())
                    .column("currency", "cost", AgentRow::currency)
                    .column("own", "owner", AgentRow::own);

    private final AgentRegistry registry;
    private final AgentRows rows;

    AgentExportController(AgentRegistry registry, AgentRows rows) {
        this.registry = registry;
        this.rows = rows;
    }

    @GetMapping({"/agents.csv", "/agents.json"})
    @Requires(Permission.AGENTS_READ)
    void download(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String capability,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String sort,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var filter = new AgentFilter(q, capability, status, kind);
        TABLE.write(
                request,
                response,
                after ->
                        rows.of(
                                registry.list(filter, sort, after, ListExport.PAGE, actor),
                                actor.tenant()));
    }
}
