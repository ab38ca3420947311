package dev.baton.platform.database;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Calls a method again whose transaction the database ended for a deadlock. Only where that
 * transaction is the outermost: what others have begun, they have to begin anew.
 */
class RepeatingInterceptor implements MethodInterceptor {

    private final ObjectProvider<RetryingTransactions> transactions;

    RepeatingInterceptor(ObjectProvider<RetryingTransactions> transactions) {
        this.transactions = transactions;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return invocation.proceed();
        }
        var where = invocation.getMethod().getDeclaringClass().getSimpleName();
        for (var attempt = 1; ; attempt++) {
            try {
                return ((ProxyMethodInvocation) invocation).invocableClone().proceed();
            } catch (RuntimeException failure) {
                if (!transactions.getObject().mayRepeat(where, attempt, failure)) {
                    throw failure;
                }
            }
        }
    }
}
