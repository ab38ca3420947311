package dev.baton.console.live;

import dev.baton.identity.AccountId;
import dev.baton.tenant.TenantId;

/**
 * Who looks at a page, and in which tenant.
 *
 * @param session that the page was opened in; the stream ends with it
 */
record LiveViewer(TenantId tenant, AccountId account, String session) {}
