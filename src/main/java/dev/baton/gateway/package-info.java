/** OpenAI's wire format: any of its clients works by changing base URL and key. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform", "tenant", "tenant::web", "vault", "event", "limit", "identity", "work",
            "decision", "model", "ledger", "prompt", "agent", "selection", "message"
        })
package dev.baton.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
