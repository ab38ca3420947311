package dev.baton.work;

import dev.baton.platform.database.RetryingTransactions;

import org.springframework.stereotype.Component;

/** What every desk works with. */
@Component
record DeskTools(
        Claims claims,
        HeldClaims held,
        FailedAttempts failures,
        RetryingTransactions transactions,
        WorkMetrics metrics,
        WorkSignal signal,
        Weights weights,
        InstanceId instance) {}
