package dev.baton.decision.web;

import dev.baton.decision.Decision.Refusal;
import dev.baton.decision.RefusalChange;
import dev.baton.decision.RefusalSentence;
import dev.baton.platform.web.Formats;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A refusal as its page tells it.
 *
 * @param sentenceKey message key of the sentence; null when there is none for this rule
 * @param detail the sentence as the caller got it, in English
 * @param change where somebody may change it; null when nobody can in the console
 */
record RefusalView(
        String rule,
        @Nullable String sentenceKey,
        List<String> arguments,
        String detail,
        @Nullable RefusalChange change) {

    static RefusalView of(Refusal refusal, Formats formats) {
        var facts = refusal.facts();
        var sentence = RefusalSentence.of(refusal.rule(), facts, formats);
        return new RefusalView(
                refusal.rule(),
                sentence.map(RefusalSentence::key).orElse(null),
                sentence.map(RefusalSentence::arguments).orElse(List.of()),
                facts.getOrDefault("detail", refusal.rule()),
                RefusalChange.of(refusal.rule(), facts).orElse(null));
    }
}
