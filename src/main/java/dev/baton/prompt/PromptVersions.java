package dev.baton.prompt;

import dev.baton.tenant.TenantId;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The versions of all prompt templates; they are added and read, never changed. */
interface PromptVersions extends Repository<PromptVersion, PromptVersionId> {

    PromptVersion save(PromptVersion version);

    Optional<PromptVersion> findById(PromptVersionId id);

    @Query(
            """
            select v from PromptVersion v
            where v.id.tenant = :tenant and v.promptId = :prompt and v.number = :number
            """)
    Optional<PromptVersion> findByNumber(TenantId tenant, UUID prompt, int number);

    /** Newest first; continues below the given number. */
    @Query(
            """
            select new dev.baton.prompt.PromptVersionSummary(
                v.id, v.number, v.note, v.createdBy, v.createdAt)
            from PromptVersion v
            where v.id.tenant = :tenant and v.promptId = :prompt and v.number < :below
            order by v.number desc
            """)
    List<PromptVersionSummary> findBelow(TenantId tenant, UUID prompt, int below, Limit limit);
}
