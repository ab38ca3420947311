package dev.baton.identity.web;

import dev.baton.identity.TenantFigures;
import dev.baton.identity.TenantFigures.Figure;
import dev.baton.identity.TenantList;
import dev.baton.platform.Page;
import dev.baton.platform.web.Panel;
import dev.baton.tenant.TenantId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts together what the operator's list says about each tenant, with one query a figure. */
@Component
class TenantRows {

    private final ObjectProvider<TenantFigures> sources;

    TenantRows(ObjectProvider<TenantFigures> sources) {
        this.sources = sources;
    }

    Page<TenantRow> of(Page<TenantList.Row> page) {
        var figures = figures(page.data());
        return page.map(
                tenant ->
                        new TenantRow(
                                tenant,
                                told(figures, Figure.AGENTS, tenant),
                                told(figures, Figure.CALLS, tenant),
                                told(figures, Figure.SPENT, tenant)));
    }

    /** Those that cannot be read are left out; the list is needed all the same. */
    private Map<Figure, Map<TenantId, Long>> figures(List<TenantList.Row> tenants) {
        var figures = new EnumMap<Figure, Map<TenantId, Long>>(Figure.class);
        if (tenants.isEmpty()) {
            return figures;
        }
        sources.forEach(
                source -> figures.putAll(Panel.of(() -> source.of(tenants)).orElse(Map.of())));
        return figures;
    }

    private static @Nullable Long told(
            Map<Figure, Map<TenantId, Long>> figures, Figure figure, TenantList.Row tenant) {
        var known = figures.get(figure);
        return known == null ? null : known.getOrDefault(tenant.id(), 0L);
    }
}
