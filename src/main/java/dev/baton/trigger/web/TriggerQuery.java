package dev.baton.trigger.web;

import dev.baton.platform.web.QueryWords;
import dev.baton.trigger.TriggerFilter;
import dev.baton.trigger.TriggerLimits;
import dev.baton.trigger.TriggerStatus;

import org.jspecify.annotations.Nullable;

import java.util.stream.Stream;

/**
 * Which triggers the page shows, as it stands in its address. A word that says nothing to us is as
 * good as none.
 *
 * @param workflow id of the one that they begin
 */
record TriggerQuery(@Nullable String kind, @Nullable String status, @Nullable String workflow) {

    TriggerFilter filter() {
        return new TriggerFilter(
                kind != null && TriggerLimits.KINDS.contains(kind) ? kind : null,
                status == null ? null : TriggerStatus.ofWire(status).orElse(null),
                QueryWords.id(workflow));
    }

    public boolean isNarrowed() {
        return Stream.of(kind, status, workflow).anyMatch(word -> word != null && !word.isBlank());
    }
}
