package dev.baton.platform.database;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;

import java.lang.reflect.Method;

/** Lets what a {@code @Service} writes in a transaction of its own survive a deadlock. */
@Configuration(proxyBeanMethods = false)
class RepeatedServices {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor repeatingAdvisor(ObjectProvider<RetryingTransactions> transactions) {
        var advisor =
                new DefaultPointcutAdvisor(
                        new WritingMethods(), new RepeatingInterceptor(transactions));
        // Around the transaction, which is the innermost.
        advisor.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return advisor;
    }

    private static class WritingMethods extends StaticMethodMatcherPointcut {

        private final AnnotationTransactionAttributeSource transactions =
                new AnnotationTransactionAttributeSource(false);

        @Override
        public boolean matches(Method method, Class<?> type) {
            if (!AnnotatedElementUtils.hasAnnotation(type, Service.class)) {
                return false;
            }
            var transaction = transactions.getTransactionAttribute(method, type);
            return transaction != null
                    && !transaction.isReadOnly()
                    && transaction.getPropagationBehavior()
                            == TransactionDefinition.PROPAGATION_REQUIRED;
        }
    }
}
