package dev.baton.run.web;

import dev.baton.run.StepStatus;

/** Which of the console's states a step's status looks like. */
final class StepLook {

    private StepLook() {}

    static String of(StepStatus status) {
        return switch (status) {
            case RUNNING -> "running";
            case RETRYING, WAITING, WAITING_APPROVAL -> "waiting";
            case COMPLETED -> "ok";
            case FAILED -> "failed";
            case PENDING, SKIPPED, CANCELLED -> "off";
        };
    }
}
