package dev.baton.prompt;

import dev.baton.tenant.TenantId;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

/** The prompt templates of all tenants. */
interface Prompts extends Repository<Prompt, PromptId> {

    Prompt save(Prompt prompt);

    Prompt saveAndFlush(Prompt prompt);

    Optional<Prompt> findById(PromptId id);

    @Query("select p from Prompt p where p.id.tenant = :tenant and p.name = :name")
    Optional<Prompt> findByName(TenantId tenant, String name);

    /** In order of name, which is unique. */
    @Query(
            """
            select new dev.baton.prompt.PromptSummary(
                p.id, p.name, p.description, p.type, p.latestNumber, p.changedBy, p.changedAt)
            from Prompt p where p.id.tenant = :tenant and p.archivedAt is null order by p.name
            """)
    List<PromptSummary> findFirst(TenantId tenant, Limit limit);
}
