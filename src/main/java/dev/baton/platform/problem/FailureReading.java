package dev.baton.platform.problem;

import java.util.Locale;
import java.util.Optional;

/** Knows one family of exceptions and what they mean to the one who asked. */
interface FailureReading {

    /**
     * @param language of the fields' messages
     */
    Optional<ProblemFacts> read(Throwable failure, Locale language);
}
