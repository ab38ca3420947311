package dev.baton.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.Ids;
import dev.baton.platform.cache.Caches;
import dev.baton.platform.problem.EditedMeanwhile;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The tenants: looked up by everybody, created and changed by operators, edited by their owners.
 */
@Service
public class TenantDirectory {

    private final Tenants tenants;
    private final TenantWeights weights;
    private final Clock clock;
    private final Cache<TenantId, Tenant> cache;

    TenantDirectory(Tenants tenants, TenantWeights weights, Clock clock, Caches caches) {
        this.tenants = tenants;
        this.weights = weights;
        this.clock = clock;
        this.cache =
                caches.make(
                        "tenants",
                        Caffeine.newBuilder()
                                .maximumSize(10_000)
                                .expireAfterWrite(Duration.ofSeconds(30)));
    }

    @Requires(Permission.TENANTS_WRITE)
    @Transactional
    public Tenant create(
            Slug slug, String currency, TenantSettings settings, TenantLimits limits, Actor by) {
        refuseTaken(slug);
        var id = new TenantId(Ids.next());
        return save(new Tenant(id, slug, currency, settings, limits, clock.instant()), slug);
    }

    /**
     * Edits one's own tenant; its slug and limits are for operators, who edit any through {@link
     * #editAny}.
     */
    @Requires(Permission.TENANT_WRITE)
    @Transactional
    public Tenant edit(TenantId id, long version, TenantSettings settings, Actor by) {
        var tenant = load(id);
        EditedMeanwhile.unlessSame(version, tenant.version());
        tenant.edit(settings, by.name(), clock.instant());
        return tenants.save(tenant);
    }

    @Requires(Permission.TENANTS_WRITE)
    @Transactional
    public Tenant editAny(
            TenantId id,
            long version,
            Slug slug,
            TenantSettings settings,
            TenantLimits limits,
            Actor by) {
        var tenant = load(id);
        EditedMeanwhile.unlessSame(version, tenant.version());
        if (!slug.value().equals(tenant.slug())) {
            refuseTaken(slug);
            tenant.rename(slug);
        }
        tenant.limit(limits);
        tenant.edit(settings, by.name(), clock.instant());
        return save(tenant, slug);
    }

    @Requires(Permission.TENANTS_WRITE)
    @Transactional
    public void suspend(TenantId id, Actor by) {
        var tenant = load(id);
        tenant.suspend(by.name(), clock.instant());
        tenants.save(tenant);
    }

    @Requires(Permission.TENANTS_WRITE)
    @Transactional
    public void resume(TenantId id, Actor by) {
        var tenant = load(id);
        tenant.resume(by.name(), clock.instant());
        tenants.save(tenant);
    }

    /** From this instance's cache; at most a second old, see the feed of events. */
    public Tenant get(TenantId id) {
        return cache.get(id, this::load);
    }

    @Transactional(readOnly = true)
    public Optional<Tenant> findBySlug(String slug) {
        return Slug.isOne(slug) ? tenants.findBySlug(slug) : Optional.empty();
    }

    /** The first tenants by name, to choose one from. */
    @Requires(Permission.TENANTS_READ)
    @Transactional(readOnly = true)
    public List<Tenant> first(int limit, Actor by) {
        return tenants.findFirst(Limit.of(limit));
    }

    /** Every tenant in some order, for the instance's own chores; continues after the given one. */
    @Transactional(readOnly = true)
    public List<TenantId> idsAfter(TenantId last, int limit) {
        return tenants.findIdsAfter(last.value(), Limit.of(limit)).stream()
                .map(TenantId::new)
                .toList();
    }

    /** The currencies that tenants pay in, by code. */
    @Requires(Permission.TENANTS_READ)
    @Transactional(readOnly = true)
    public List<String> currencies(Actor by) {
        return tenants.findCurrencies();
    }

    /** Drops what this instance remembers of a tenant, because it changed. */
    public void forget(TenantId id) {
        cache.invalidate(id);
        weights.forget();
    }

    private void refuseTaken(Slug slug) {
        if (tenants.existsBySlug(slug.value())) {
            throw new SlugTaken(slug);
        }
    }

    /** Two that take one slug at the same moment are told apart by the database. */
    private Tenant save(Tenant tenant, Slug slug) {
        try {
            return tenants.saveAndFlush(tenant);
        } catch (DataIntegrityViolationException taken) {
            throw new SlugTaken(slug);
        }
    }

    private Tenant load(TenantId id) {
        return tenants.findById(id).orElseThrow(() -> new TenantNotFound(id));
    }
}
