package dev.baton.message;

import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.vault.SecretUnreadable;
import dev.baton.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what tenants ask and are answered encrypted where they want that. A text tells itself whether
 * it is sealed, so what was kept before the tenant changed its mind can still be read.
 */
@Component
class SealedTexts {

    private static final Logger LOG = LoggerFactory.getLogger(SealedTexts.class);
    private static final TextSeal OPEN = new TextSeal(null);

    private final Vault vault;
    private final TenantDirectory tenants;

    SealedTexts(Vault vault, TenantDirectory tenants) {
        this.vault = vault;
        this.tenants = tenants;
    }

    /** How the tenant wants its texts kept now. */
    TextSeal of(TenantId tenant) {
        return tenants.get(tenant).isTextsSealed() ? new TextSeal(vault.sealer(tenant)) : OPEN;
    }

    /**
     * The message with its texts as they were.
     *
     * @throws SecretUnreadable when they are not what was sealed for it
     */
    Message opened(Message kept) {
        return kept.with(
                open(kept, TextSeal.REQUEST, kept.request()),
                kept.answer() == null ? null : open(kept, TextSeal.ANSWER, kept.answer()));
    }

    /** The same for lists: one that cannot be read is shown without its texts beside the others. */
    Message shown(Message kept) {
        try {
            return opened(kept);
        } catch (SecretUnreadable damaged) {
            LOG.warn("Message {} is shown without its texts", kept.id(), damaged);
            return kept.with("", null);
        }
    }

    /** What a caller was told; null for nothing yet. */
    @Nullable Response opened(TenantId tenant, UUID message, @Nullable Response kept) {
        if (kept == null || !Vault.mayBeSealed(kept.body())) {
            return kept;
        }
        var text = new String(kept.body(), StandardCharsets.UTF_8);
        var body = vault.openIfSealed(tenant, TextSeal.RESPONSE, message, text);
        return kept.with(body.getBytes(StandardCharsets.UTF_8));
    }

    private String open(Message message, String what, String text) {
        return vault.openIfSealed(message.tenant(), what, message.id(), text);
    }
}
