package dev.baton.approval;

import dev.baton.tenant.TenantDirectory;
import dev.baton.vault.SecretUnreadable;
import dev.baton.vault.Vault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what is to be done encrypted where the tenant wants its texts so; they tell it themselves.
 */
@Component
class ApprovalTexts {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalTexts.class);

    private static final String TITLE = "approval.title";
    private static final String ARGUMENTS = "approval.arguments";

    private final Vault vault;
    private final TenantDirectory tenants;

    ApprovalTexts(Vault vault, TenantDirectory tenants) {
        this.vault = vault;
        this.tenants = tenants;
    }

    /** As it is to be kept. */
    Approval sealed(Approval approval) {
        var tenant = approval.id().tenant();
        if (!tenants.get(tenant).isTextsSealed()) {
            return approval;
        }
        var sealer = vault.sealer(tenant);
        var id = approval.id().value();
        var arguments = approval.arguments();
        return approval.with(
                sealer.seal(TITLE, id, approval.title()),
                arguments == null ? null : sealer.seal(ARGUMENTS, id, arguments));
    }

    /** As it was; {@link SecretUnreadable} when the texts are not what was sealed for it. */
    Approval opened(Approval kept) {
        var arguments = kept.arguments();
        return kept.with(
                open(kept, TITLE, kept.title()),
                arguments == null ? null : open(kept, ARGUMENTS, arguments));
    }

    /** The same for lists: one that cannot be read is shown without its title beside the others. */
    Approval shown(Approval kept) {
        try {
            return opened(kept);
        } catch (SecretUnreadable damaged) {
            LOG.warn("Approval {} is shown without its title", kept.id().value(), damaged);
            return kept.with("", null);
        }
    }

    private String open(Approval approval, String what, String text) {
        return vault.openIfSealed(approval.id().tenant(), what, approval.id().value(), text);
    }
}
