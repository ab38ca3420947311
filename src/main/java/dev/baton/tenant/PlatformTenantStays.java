package dev.baton.tenant;

import dev.baton.platform.problem.RuleRefused;

/** The platform's own tenant cannot be suspended: its operators would lock themselves out. */
class PlatformTenantStays extends RuleRefused {

    PlatformTenantStays() {
        super("platform_tenant_stays", "The platform's own tenant cannot be suspended.");
    }
}
