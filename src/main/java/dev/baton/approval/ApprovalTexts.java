package dev.baton.approval;

import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.vault.SecretUnreadable;
import dev.baton.vault.Vault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.UUID;

/**
 * Keeps what is to be done, and what people say about it, encrypted where the tenant wants its
 * texts so; they tell it themselves.
 */
@Component
class ApprovalTexts {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalTexts.class);

    private static final String TITLE = "approval.title";
    private static final String ARGUMENTS = "approval.arguments";
    private static final String REASON = "approval.reason";
    private static final String QUESTION = "approval.question";
    private static final String ANSWER = "approval.answer";

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

    /** As whoever changed the arguments, and why, are to be kept. */
    Changer sealed(ApprovalId id, Changer changer) {
        var reason = changer.reason();
        return reason.isEmpty()
                ? changer
                : new Changer(changer.name(), sealed(id.tenant(), REASON, id.value(), reason));
    }

    /** As people read it; a reason that cannot be read is left out beside the others. */
    Changer shown(ApprovalId id, Changer kept) {
        try {
            var reason = vault.openIfSealed(id.tenant(), REASON, id.value(), kept.reason());
            return new Changer(kept.name(), reason);
        } catch (SecretUnreadable damaged) {
            LOG.warn("Approval {} is shown without why it was changed", id.value(), damaged);
            return new Changer(kept.name(), "");
        }
    }

    /** As the question is to be kept. */
    ApprovalQuestion sealed(ApprovalQuestion asked) {
        return asked.with(
                sealed(asked.approval().tenant(), QUESTION, asked.id(), asked.question()), null);
    }

    /** As an answer is to be kept. */
    String sealedAnswer(TenantId tenant, UUID question, String answer) {
        return sealed(tenant, ANSWER, question, answer);
    }

    private String sealed(TenantId tenant, String what, UUID row, String text) {
        return tenants.get(tenant).isTextsSealed() ? vault.seal(tenant, what, row, text) : text;
    }

    /** As people read it; what cannot be read is empty beside the others. */
    ApprovalQuestion shown(ApprovalQuestion kept) {
        var tenant = kept.approval().tenant();
        var answer = kept.answer();
        try {
            return kept.with(
                    vault.openIfSealed(tenant, QUESTION, kept.id(), kept.question()),
                    answer == null ? null : vault.openIfSealed(tenant, ANSWER, kept.id(), answer));
        } catch (SecretUnreadable damaged) {
            LOG.warn("Question {} is shown without its text", kept.id(), damaged);
            return kept.with("", answer == null ? null : "");
        }
    }

    private String open(Approval approval, String what, String text) {
        return vault.openIfSealed(approval.id().tenant(), what, approval.id().value(), text);
    }
}
