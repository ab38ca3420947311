package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class RepeatedServicesTests {

    private static final int DEADLOCK = 1213;
    private static final int LOCK_TIMEOUT = 1205;

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(Wiring.class);
    private final Desk desk = context.getBean(Desk.class);
    private final Faults faults = context.getBean(Faults.class);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void writesAgainAfterADeadlockInATransactionOfItsOwn() {
        faults.left = 2;

        desk.write(DEADLOCK);

        assertThat(faults.calls).isEqualTo(3);
        assertThat(begun()).isEqualTo(3);
        assertThat(
                        context.getBean(MeterRegistry.class)
                                .counter("baton_deadlocks", "where", "Desk")
                                .count())
                .isEqualTo(2);
    }

    @Test
    void givesUpInTheEnd() {
        faults.left = 100;

        assertThatThrownBy(() -> desk.write(DEADLOCK))
                .isInstanceOf(CannotAcquireLockException.class);

        assertThat(faults.calls).isEqualTo(6);
    }

    @Test
    void leavesWhatOthersHaveBegunToThem() {
        faults.left = 1;
        var outer = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

        assertThatThrownBy(() -> outer.executeWithoutResult(_ -> desk.write(DEADLOCK)))
                .isInstanceOf(CannotAcquireLockException.class);

        assertThat(faults.calls).isOne();
    }

    @Test
    void keepsNobodyWaitingOnceMoreForALock() {
        faults.left = 1;

        assertThatThrownBy(() -> desk.write(LOCK_TIMEOUT))
                .isInstanceOf(CannotAcquireLockException.class);

        assertThat(faults.calls).isOne();
    }

    @Test
    void repeatsNoReading() {
        faults.left = 1;

        assertThatThrownBy(() -> desk.read(DEADLOCK))
                .isInstanceOf(CannotAcquireLockException.class);

        assertThat(faults.calls).isOne();
    }

    private int begun() {
        return context.getBean(Counting.class).begun;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @Import({
        RepeatedServices.class,
        RetryingTransactions.class,
        Desk.class,
        Faults.class,
        Counting.class
    })
    static class Wiring {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    static class Faults {

        int left;
        int calls;
    }

    @Service
    @Transactional
    static class Desk {

        private final Faults faults;

        Desk(Faults faults) {
            this.faults = faults;
        }

        void write(int code) {
            faults.calls++;
            if (faults.left-- > 0) {
                throw new CannotAcquireLockException("", new SQLException("", "40001", code));
            }
        }

        @Transactional(readOnly = true)
        void read(int code) {
            write(code);
        }
    }

    /** Keeps no data, but tells nested transactions from outer ones. */
    static class Counting extends AbstractPlatformTransactionManager {

        private final ThreadLocal<Boolean> active = ThreadLocal.withInitial(() -> false);
        private int begun;

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return active.get();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            begun++;
            active.set(true);
        }

        @Override
        protected void doSetRollbackOnly(DefaultTransactionStatus status) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}

        @Override
        protected void doCleanupAfterCompletion(Object transaction) {
            active.set(false);
        }
    }
}
