package dev.baton.tenant;

import java.lang.reflect.Method;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Service;

/** Puts the permission check in front of every {@code @Service} method that says what it requires. */
@Configuration(proxyBeanMethods = false)
class RequiresConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor requiresAdvisor() {
        var advisor =
                new DefaultPointcutAdvisor(new RequiringMethods(), new RequiresInterceptor());
        // Before the transaction begins: a refusal needs none.
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }

    private static class RequiringMethods extends StaticMethodMatcherPointcut {

        @Override
        public boolean matches(Method method, Class<?> type) {
            return AnnotatedElementUtils.hasAnnotation(type, Service.class)
                    && AnnotatedElementUtils.hasAnnotation(method, Requires.class);
        }
    }
}
