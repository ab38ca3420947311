package dev.baton.platform.problem;

import jakarta.servlet.ServletException;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Tells what any exception means to the one who asked; what nobody knows is a 500 without details.
 */
@Component
public class ProblemReader {

    private final List<FailureReading> readings;

    ProblemReader(List<FailureReading> readings) {
        this.readings = readings;
    }

    /**
     * @param language of the fields' messages
     */
    public ProblemFacts read(Throwable failure, Locale language) {
        if (failure instanceof Problem problem) {
            return ProblemFacts.of(problem);
        }
        if (isWrapper(failure) && failure.getCause() instanceof Throwable cause) {
            return read(cause, language);
        }
        return readings.stream()
                .flatMap(it -> it.read(failure, language).stream())
                .findFirst()
                .orElseGet(() -> WebFailures.ofStatus(500));
    }

    private static boolean isCausedByAProblem(Throwable failure) {
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure.getClass() == ServletException.class
                || (failure instanceof IOException && isCausedByAProblem(failure))
                || failure instanceof CompletionException
                || failure instanceof ExecutionException;
    }
}
