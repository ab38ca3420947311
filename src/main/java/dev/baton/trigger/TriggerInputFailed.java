package dev.baton.trigger;

import dev.baton.platform.problem.RuleRefused;

/** What a run is to begin with cannot be made of what has fired its trigger. */
class TriggerInputFailed extends RuleRefused {

    TriggerInputFailed(String why) {
        super("input_failed", why, why);
    }
}
